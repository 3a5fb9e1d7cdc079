import type { Html } from "../../../site/html.ts";

/** The one element that a renderer of the site made. */
export function elementOf(html: Html): HTMLElement {
  const template = document.createElement("template");
  template.innerHTML = html.text.trim();
  return template.content.firstElementChild as HTMLElement;
}
