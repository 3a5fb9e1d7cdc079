import DOMPurify, { type Config } from "dompurify";
import { codeClasses } from "../../../site/code/palette.ts";
import { trusted, type Html } from "../../../site/html.ts";
import {
  figureClasses,
  htmlElements,
  svgAttributes,
  svgElements,
} from "../../../site/sanitize/elements.ts";
import { isPicture } from "../../../site/sanitize/picture.ts";
import { scopeReferences, styleToAttributes } from "../../../site/sanitize/references.ts";

const alignments = ["align-left", "align-center", "align-right"];
const proseClasses = [...codeClasses, ...alignments, "line", "code", "table", "note"];
const attributesOfHtml =
  "class lang dir title aria-label aria-hidden aria-labelledby aria-describedby id role href src alt width height " +
  "open start reversed value colspan rowspan scope span";

const lower = (names: readonly string[]): string[] => names.map((name) => name.toLowerCase());
const svgNames = new Set(lower(svgElements));

const common: Config = {
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  // A link may leave the page, nothing else may: pictures come with it.
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|#|[^:]*$|data:image\/)/i,
};

/** An output of the type text/html, by the lists that the build goes by. */
export function cleanHtml(source: string, prefix: string): Html {
  const allowed = [...htmlElements, ...svgNames];
  const attributes = [...attributesOfHtml.split(" "), ...lower(svgAttributes)];
  const classes = [...alignments, ...figureClasses];
  return trusted(cleaned(source, allowed, attributes, rewriter(prefix, classes)));
}

/** A figure; undefined when there is none in the text. */
export function cleanSvg(
  source: string,
  prefix: string,
): { svg: Html; named: boolean } | undefined {
  const text = source.replace(/^\s*(?:<\?xml[^>]*\?>|<!DOCTYPE[^>]*>|\s)*/i, "");
  const clean = cleaned(text, [...svgNames], lower(svgAttributes), rewriter(prefix, figureClasses));
  const template = document.createElement("template");
  template.innerHTML = clean;
  const svg = template.content.querySelector("svg");
  if (svg === null) return undefined;
  svg.setAttribute("role", "img");
  const named = svg.querySelector("title") !== null || svg.hasAttribute("aria-label");
  return { svg: trusted(svg.outerHTML), named };
}

/** What the markdown renderer made. Our own boxes take focus, since they scroll; nothing else may. */
export function cleanMarkdown(rendered: string): string {
  const attributes = [...attributesOfHtml.split(" ").filter((name) => name !== "id"), "tabindex"];
  return cleaned(rendered, [...htmlElements], attributes, (element) => {
    align(element);
    keepClasses(element, proseClasses);
    const isOurs =
      element.matches("pre.code, div.table") && element.getAttribute("tabindex") === "0";
    if (!isOurs) element.removeAttribute("tabindex");
    keepPicture(element);
  });
}

type Rewrite = (element: Element) => void;

function cleaned(source: string, tags: string[], attributes: string[], rewrite: Rewrite): string {
  DOMPurify.removeAllHooks();
  DOMPurify.addHook("uponSanitizeElement", (node) => {
    if (node instanceof Element) rewrite(node);
  });
  return DOMPurify.sanitize(source, { ...common, ALLOWED_TAGS: tags, ALLOWED_ATTR: attributes });
}

/** Ids get a prefix, styles of a figure become attributes, and only the theme's classes for outputs stay. */
function rewriter(prefix: string, classes: readonly (string | RegExp)[]): Rewrite {
  const scope = scopeReferences(prefix);
  return (element) => {
    align(element);
    const before = Object.fromEntries(
      [...element.attributes].map(({ name, value }) => [name, value]),
    );
    const isSvg = svgNames.has(element.localName.toLowerCase());
    const after = scope(element.localName, isSvg ? styleToAttributes(before) : before);
    for (const name of Object.keys(before)) if (!(name in after)) element.removeAttribute(name);
    for (const [name, value] of Object.entries(after)) {
      if (before[name] !== value) element.setAttribute(name, value);
    }
    keepClasses(element, classes);
    keepPicture(element);
  };
}

/** The alignment of a table's column comes as a style; the page has a class for it. */
function align(element: Element): void {
  if (!element.matches("th, td")) return;
  const side = /text-align:\s*(left|center|right)/.exec(element.getAttribute("style") ?? "")?.[1];
  element.removeAttribute("style");
  if (side !== undefined) element.setAttribute("class", `align-${side}`);
}

function keepClasses(element: Element, allowed: readonly (string | RegExp)[]): void {
  if (!element.hasAttribute("class")) return;
  const kept = [...element.classList].filter((name) =>
    allowed.some((one) => (typeof one === "string" ? one === name : one.test(name))),
  );
  if (kept.length > 0) element.setAttribute("class", kept.join(" "));
  else element.removeAttribute("class");
}

/** Pictures come with the page: no request is made for one, and none is without a text. */
function keepPicture(element: Element): void {
  if (element.localName === "img") {
    if (isPicture(element.getAttribute("src") ?? "")) {
      if (!element.hasAttribute("alt")) element.setAttribute("alt", "");
    } else element.replaceWith(element.getAttribute("alt") ?? "");
  } else element.removeAttribute("src");
}
