import { html, type Html } from "../html.ts";
import type { Heading } from "../markdown/context.ts";

/** The headings that an outline lists: deeper ones would make it longer than it helps. */
export function outlineOf(headings: readonly Heading[]): readonly Heading[] {
  return headings.filter(({ level }) => level === 2 || level === 3);
}

/** Beside the text, on screens that have the room. */
export function outlineAside(headings: readonly Heading[]): Html {
  return html`<nav class="outline" aria-label="On this page">
    <p class="outline-name" aria-hidden="true">On this page</p>
    ${list(headings)}
  </nav>`;
}

/** Above the text, folded, on the others. Style shows one of the two, never both. */
export function outlineFold(headings: readonly Heading[]): Html {
  return html`<nav class="outline-fold" aria-label="On this page, folded">
    <details>
      <summary>On this page</summary>
      ${list(headings)}
    </details>
  </nav>`;
}

function list(headings: readonly Heading[]): Html {
  return html`<ol>
    ${outlineOf(headings).map(
      ({ level, id, text }) => html`<li class="outline-${level}"><a href="#${id}">${text}</a></li>`,
    )}
  </ol>`;
}
