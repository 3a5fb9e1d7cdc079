/** The allow lists. What is not named here does not reach a page. */

const text = "p div span br hr h1 h2 h3 h4 h5 h6 blockquote pre figure figcaption section aside";
const phrases =
  "a abbr b cite code del dfn em i ins kbd mark q s samp small strong sub sup u var wbr";
const lists = "ul ol li dl dt dd details summary";
const tables = "table caption colgroup col thead tbody tfoot tr th td";

export const htmlElements: readonly string[] = `${text} ${phrases} ${lists} ${tables} img`.split(
  " ",
);

/** Presentation MathML as KaTeX writes it, and its one annotation: the TeX source. */
export const mathElements: readonly string[] = [
  ..."math semantics annotation mrow mi mo mn mtext mspace ms mfrac msqrt mroot".split(" "),
  ..."msub msup msubsup munder mover munderover mtable mtr mtd mstyle mpadded mphantom".split(" "),
];

export const mathAttributes: Readonly<Record<string, string[]>> = {
  math: ["display", "xmlns"],
  annotation: ["encoding"],
  mo: "stretchy fence separator form lspace rspace minsize maxsize accent largeop".split(" "),
  mi: ["mathvariant"],
  mn: ["mathvariant"],
  mtext: ["mathvariant"],
  mspace: ["width", "height", "depth"],
  mfrac: ["linethickness"],
  mover: ["accent"],
  munder: ["accentunder"],
  munderover: ["accent", "accentunder"],
  mpadded: ["width", "height", "depth", "lspace", "voffset"],
  mstyle: ["displaystyle", "scriptlevel", "mathcolor"],
  mtable: ["columnalign", "columnspacing", "rowspacing", "displaystyle"],
  mtd: ["columnalign"],
};

/** Still pictures only: no script, style, foreignObject, image, link or animation. */
export const svgElements: readonly string[] = [
  ..."svg g path rect circle ellipse line polyline polygon text tspan title desc".split(" "),
  ..."defs linearGradient radialGradient stop clipPath mask pattern marker symbol use".split(" "),
];

const geometry =
  "x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy d points width height transform viewBox " +
  "preserveAspectRatio pathLength rotate textLength lengthAdjust offset";
const paint =
  "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-dashoffset " +
  "stroke-linecap stroke-linejoin stroke-miterlimit opacity color clip-path clip-rule mask marker-start " +
  "marker-mid marker-end stop-color stop-opacity paint-order vector-effect shape-rendering visibility";
const type =
  "font-family font-size font-style font-weight font-variant-numeric letter-spacing text-anchor " +
  "dominant-baseline alignment-baseline baseline-shift text-decoration";
const references =
  "gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits patternTransform " +
  "clipPathUnits maskUnits maskContentUnits markerUnits markerWidth markerHeight refX refY orient href";

/** Attributes that CSS could set too: a figure's style attribute is rewritten into these. */
export const svgPresentation: ReadonlySet<string> = new Set(`${paint} ${type}`.split(" "));

export const svgAttributes: readonly string[] = [
  ...`${geometry} ${paint} ${type} ${references}`.split(" "),
  ..."id class role xmlns aria-label aria-labelledby aria-describedby aria-hidden".split(" "),
];

/** What the theme knows how to paint in a figure; the names are those of src/timeline.ts. */
export const figureClasses: readonly (string | RegExp)[] = [
  ..."timeline lane producer consumer other running sleeping waiting items".split(" "),
  ..."backlog responses response strip axis legend".split(" "),
  /^figure-[\w-]+$/,
];
