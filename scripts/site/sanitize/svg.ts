import sanitizeHtml from "sanitize-html";
import { remembering } from "../../lesson/remembering.ts";
import { trusted, type Html } from "../html.ts";
import { figureClasses, svgAttributes, svgElements } from "./elements.ts";
import { scopeReferences, styleToAttributes } from "./references.ts";

/** A figure as it may stand in a page, or undefined when the text holds no SVG element. */
export interface CleanSvg {
  readonly svg: Html;
  /** Whether the picture says what it shows: a title, or an aria-label. */
  readonly named: boolean;
}

/**
 * An output of the type image/svg+xml with only what a still picture needs. Names keep their case
 * (viewBox, linearGradient); ids get the prefix, so that two figures never share one.
 */
export function cleanSvg(source: string, prefix: string): CleanSvg | undefined {
  return cleanedSvg(JSON.stringify([source, prefix]));
}

const cleanedSvg = remembering((given): CleanSvg | undefined => {
  const [source, prefix] = JSON.parse(given) as [source: string, prefix: string];
  const scope = scopeReferences(prefix);
  let named = false;
  let depth = 0;
  const clean = sanitizeHtml(source, {
    allowedTags: [...svgElements],
    allowedAttributes: { "*": svgAttributes.filter((name) => name !== "class") },
    allowedClasses: { "*": [...figureClasses] },
    allowedSchemes: [],
    allowedSchemesAppliedToAttributes: ["href"],
    nonTextTags: [
      "script",
      "style",
      "foreignObject",
      "iframe",
      "textarea",
      "noscript",
      "template",
      "metadata",
    ],
    selfClosing: [],
    nestingLimit: 100,
    parser: { xmlMode: true, decodeEntities: true },
    onOpenTag: (name, attribs) => {
      named ||= name === "title" || (name === "svg" && Boolean(attribs["aria-label"]));
    },
    transformTags: {
      "*": (tagName, attribs) => {
        const safe = scope(tagName, styleToAttributes(attribs));
        // The picture is one image; what is inside is said by its title and description.
        if (tagName === "svg" && depth++ === 0)
          return { tagName, attribs: { ...safe, role: "img" } };
        return { tagName, attribs: safe };
      },
    },
  });
  const start = clean.indexOf("<svg");
  const end = clean.lastIndexOf("</svg>");
  if (start === -1 || end === -1) return undefined;
  return { svg: trusted(clean.slice(start, end + "</svg>".length)), named };
});
