import sanitizeHtml, { type Attributes, type IOptions, type Tag } from "sanitize-html";
import { codeClasses } from "../code/palette.ts";
import { remembering } from "../../lesson/remembering.ts";
import { trusted, type Html } from "../html.ts";
import {
  figureClasses,
  htmlElements,
  mathAttributes,
  mathElements,
  svgAttributes,
  svgElements,
} from "./elements.ts";
import { isPicture } from "./picture.ts";
import { scopeReferences, styleToAttributes } from "./references.ts";
import { settled } from "./settled.ts";

const alignments = ["align-left", "align-center", "align-right"];
const proseClasses = [
  "anchor",
  "term",
  "lines",
  "line",
  "katex",
  "math-block",
  "code",
  "table",
  "note",
];
const pageClasses = [...codeClasses, ...alignments, ...proseClasses];

const attributesOfHtml = {
  "*": ["class", "lang", "dir", "title", "aria-label", "aria-hidden"],
  a: ["href"],
  img: ["src", "alt", "width", "height"],
  details: ["open"],
  ol: ["start", "reversed"],
  li: ["value"],
  th: ["colspan", "rowspan", "scope"],
  td: ["colspan", "rowspan"],
  col: ["span"],
  colgroup: ["span"],
};

const common: IOptions = {
  allowedSchemes: ["http", "https", "mailto"],
  allowedSchemesByTag: { img: ["data"] },
  allowedSchemesAppliedToAttributes: ["href", "src"],
  allowProtocolRelative: false,
  // Their content is dropped with them; of any other forbidden element the text stays.
  nonTextTags: [
    "script",
    "style",
    "textarea",
    "option",
    "xmp",
    "noscript",
    "iframe",
    "template",
    "metadata",
  ],
  nestingLimit: 100,
};

/**
 * What the markdown renderer made, with only what a lesson's prose may contain. `onLostPicture` is told of each picture
 * that cannot be shown, since its author would miss it: it may throw.
 */
export function cleanProse(
  rendered: string,
  headingIds: Iterable<string>,
  onLostPicture: (source: string) => void = () => undefined,
): Html {
  const { clean, lost } = cleanedProse(JSON.stringify([rendered, [...headingIds]]));
  lost.forEach(onLostPicture);
  return clean;
}

/** Prose that was clean once is clean: a course is drawn again and again, and most of it stays. */
const cleanedProse = remembering((given) => {
  const [rendered, headingIds] = JSON.parse(given) as [rendered: string, headingIds: string[]];
  const lost: string[] = [];
  const waiting = new Set(headingIds);
  const heading = (tagName: string, { id, ...rest }: Attributes): Tag => {
    // Only the ids that our own rule made, each once: an author's markup cannot take an anchor twice.
    return { tagName, attribs: id !== undefined && waiting.delete(id) ? { ...rest, id } : rest };
  };
  const headings = ["h1", "h2", "h3", "h4", "h5", "h6"];
  const clean = sanitizeHtml(rendered, {
    ...common,
    allowedTags: [...htmlElements, ...mathElements],
    allowedAttributes: {
      ...attributesOfHtml,
      ...mathAttributes,
      ...Object.fromEntries(headings.map((name) => [name, ["id"]])),
      pre: ["tabindex", "role", "data-language"],
      div: ["tabindex", "role"],
    },
    allowedClasses: { "*": pageClasses },
    transformTags: {
      ...Object.fromEntries(headings.map((name) => [name, heading])),
      pre: focusable,
      div: focusable,
      th: alignment,
      td: alignment,
      img: (tagName, attribs) => {
        const { src = "" } = attribs;
        if (!isPicture(src)) lost.push(src);
        return picture(tagName, attribs);
      },
    },
  });
  return { clean: trusted(settled(clean)), lost };
});

/** An output of the type text/html. Its ids get the prefix, so that two outputs never share one. */
export function cleanOutput(rendered: string, prefix: string): Html {
  const lower = (names: readonly string[]): string[] => names.map((name) => name.toLowerCase());
  const scope = scopeReferences(prefix);
  const svg = lower(svgElements);
  const clean = sanitizeHtml(rendered, {
    ...common,
    allowedTags: [...htmlElements, ...svg],
    allowedAttributes: {
      ...attributesOfHtml,
      ...Object.fromEntries(svg.map((name) => [name, lower(svgAttributes)])),
      "*": [...attributesOfHtml["*"], "id", "role", "aria-labelledby", "aria-describedby"],
    },
    transformTags: {
      th: alignment,
      td: alignment,
      img: picture,
      "*": (tagName, attribs) => ({
        tagName,
        attribs: scope(tagName, svg.includes(tagName) ? styleToAttributes(attribs) : attribs),
      }),
    },
    // A class of the page could make an output look like part of the page.
    allowedClasses: { "*": [...alignments, ...figureClasses] },
  });
  return trusted(settled(clean));
}

/** Only our code blocks take focus, and only in their place in the order. */
function focusable(tagName: string, attribs: Attributes): Tag {
  const { tabindex, role, ...rest } = attribs;
  const ours = tabindex === "0" && role === "group";
  return { tagName, attribs: ours ? attribs : rest };
}

/** The alignment of a table column comes as a style attribute; the page has a class for it. */
function alignment(tagName: string, attribs: Attributes): Tag {
  const { style, ...rest } = attribs;
  const side = /text-align:\s*(left|center|right)/.exec(style ?? "")?.[1];
  return { tagName, attribs: side === undefined ? rest : { ...rest, class: `align-${side}` } };
}

/** Pictures come with the page: no request is made for one, and none is without a text. */
function picture(tagName: string, attribs: Attributes): Tag {
  if (isPicture(attribs["src"] ?? "")) {
    return { tagName, attribs: { ...attribs, alt: attribs["alt"] ?? "" } };
  }
  return { tagName: "span", attribs: {}, text: attribs["alt"] ?? "" };
}
