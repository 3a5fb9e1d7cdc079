import type { Random } from "../../../src/random.ts";
import { chance, oneOf } from "./choose.ts";

const ESC = "\u001b";

/** What attacks and accidents are made of. */
const pieces: readonly string[] = [
  "\n\n## A title\n\n",
  "\n\n# The title\n\n",
  ..."<script>x()</script> <img/src=x/onerror=x()> <svg/onload=x()> <a/href=javascript:x()>a</a>".split(
    " ",
  ),
  ..."<iframe/srcdoc=x> <form><input/autofocus/onfocus=x()> <style>*{} <base/href=//x.example>".split(
    " ",
  ),
  ..."<p/style=position:fixed> <math><mtext><mglyph><style><!-- --> <![CDATA[ ]]> <?x ?> <!DOCTYPE".split(
    " ",
  ),
  ..."</div></main> </details> </pre> </svg> </textarea> <noscript> <template> <plaintext> <xmp>".split(
    " ",
  ),
  '<a href="data:text/html,x">',
  "<a href='\u0001javascript:x()'>",
  "&#106;avascript&colon;",
  "&lt;script&gt;",
  "&amp;lt;",
  "[a](javascript:x)",
  "[a](<javascript:x>)",
  "![a](//x.example)",
  "[a](#x)",
  "[a]: javascript:x",
  "<javascript:x>",
  "```html\n<script>\n```",
  "~~~",
  "    code",
  "| a | b |\n|---|---|\n| `|` | <b> |",
  "> > >",
  "- - -",
  "# # #",
  "***",
  "[^1]:",
  "---\n",
  "$\\href{javascript:x}{y}$",
  "$$\\frac{1}$$",
  "$",
  "\\(",
  "\\begin{x}",
  "$\\htmlStyle{a}{b}$",
  `${ESC}[31m`,
  `${ESC}[0`,
  `${ESC}]8;;javascript:x${ESC}\\`,
  `${ESC}]0;`,
  `${ESC}P`,
  `${ESC}[38;2;1;2;3m`,
  "\u009b31m",
  "\b\b",
  "\r",
  "\r\n",
  "\0",
  "\u0007",
  "\ud800",
  "\udc00",
  "\ufeff",
  "\u202e",
  "\u2028",
  "\u00a0",
  "e\u0301\u0301\u0301",
  "\u{1f468}\u200d\u{1f469}",
  "\uffff",
  '"',
  "'",
  "`",
  "\\",
  "<",
  ">",
  "&",
  "{{",
  "${x}",
  "%00",
  "../../",
  "\n\n",
  "\t",
  "__proto__",
  "url(//x.example)",
  "url(#a)",
  "expression(x)",
];

const names: readonly string[] =
  "a b p div span table td li ul h1 h2 pre code img svg g rect use path title desc text style script math mtext mi mglyph annotation-xml foreignObject image details summary select option form input button textarea template noscript iframe object p/ br/ frameset body head html col caption desc animate set linearGradient clipPath".split(
    " ",
  );

const attributes: readonly string[] = [
  ..."onclick=x() onerror=x() style=color:red style=fill:url(//x.example) class=note id=a id=page.main".split(
    " ",
  ),
  ..."href=#a href=//x.example href=javascript:x() xlink:href=#a src=x src=data:image/png;base64,AA== srcset=x".split(
    " ",
  ),
  ..."fill=url(#a) fill=url(//x.example) stroke=URL('//x.example') fill=u\\rl(x) clip-path=url(x) role=img tabindex=0 data-cell-id=x action=x encoding=text/html".split(
    " ",
  ),
  'title="</style><img src=x onerror=x()>"',
  "alt='--><script>x()</script>'",
  'href="java\nscript:x()"',
  'id="</svg><script>"',
];

/** Something that a text should not be able to do anything with: one piece, or a soup of tags. */
export function payload(random: Random): string {
  if (chance(random, 0.5)) return oneOf(random, pieces);
  return Array.from({ length: random.integer(2, 9) }, () => soup(random)).join("");
}

/** Something that an output of a type may hold. */
export function outputFor(mime: string, random: Random): string {
  const inside = Array.from({ length: random.integer(1, 8) }, () => soup(random)).join("");
  return mime === "image/svg+xml" ? `<svg viewBox="0 0 9 9">${inside}</svg>` : inside;
}

function soup(random: Random): string {
  if (chance(random, 0.2)) return oneOf(random, pieces);
  const name = oneOf(random, names);
  if (chance(random, 0.3)) return `</${name}>`;
  const own = Array.from({ length: random.integer(0, 2) }, () => ` ${oneOf(random, attributes)}`);
  return `<${name}${own.join("")}${chance(random, 0.1) ? "" : ">"}`;
}
