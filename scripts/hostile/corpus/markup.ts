import { lesson, saying, text } from "../build.ts";
import type { Case } from "../case.ts";

/** Texts with markup that tries to get out of its place, to load or to run. */
export const markup: readonly Case[] = [
  {
    name: "a script",
    bytes: saying("a <script>alert(1)</script> b\n\n<SCRIPT SRC=//x.example>"),
    shows: /a {2}b/,
    hides: /alert|x\.example/,
  },
  {
    name: "handlers",
    bytes: saying('<p onclick="x()" ONMOUSEOVER=x() on="y">a</p> <b/onclick=x()>b</b>'),
    shows: /<p>a<\/p>/,
    hides: /x\(\)/,
  },
  {
    name: "links that run",
    bytes: saying(
      '[a](javascript:x1) <a href="JaVa&#10;ScRiPt&colon;x2">b</a> <a href="\u0001javascript:x3">c</a> <a href="data:text/html,x4">d</a> [e](vbscript:x5) <javascript:x6>',
    ),
    hides: /href="[^"]*x\d/,
  },
  {
    name: "links to files and other hosts",
    bytes: saying(
      '<a href="file:///etc/passwd">a</a> <a href="//x.example/b">b</a> <a href="\\\\x.example\\c">c</a>',
    ),
    hides: /x\.example|etc\/passwd/,
  },
  {
    name: "a form",
    bytes: saying(
      '<form action="//x.example"><input name=a autofocus><button formaction=x>go</button><textarea>b</textarea><select><option>c</select></form>',
    ),
    hides: /x\.example/,
  },
  {
    name: "frames and plug-ins",
    bytes: saying(
      '<iframe src="x.html"></iframe><object data=x></object><embed src=x><applet code=x></applet><portal src=x></portal>',
    ),
  },
  {
    name: "styles",
    bytes: saying(
      '<style>*{display:none}</style><p style="position:fixed" class="site-header note" id="page.main">a</p>',
    ),
    hides: /display:none|position:fixed/,
  },
  {
    name: "what changes the whole page",
    bytes: saying(
      '<base href="//x.example"><meta http-equiv=refresh content="0;url=//x.example"><link rel=stylesheet href="//x.example"><title>x.example</title>',
    ),
    hides: /href="\/\/x|http-equiv="?refresh/,
  },
  {
    name: "SVG and MathML in the text",
    bytes: saying(
      '<svg onload=x()><script>y()</script><foreignObject><p>z</p></foreignObject></svg><math><mtext><mglyph><style><!--</style><p title="--&gt;&lt;img src=1 onerror=w()&gt;">',
    ),
    hides: /<svg[^>]*onload|y\(\)/,
  },
  {
    name: "closing what it did not open",
    bytes: saying("</div></main></body></html></section></details><p>after"),
    shows: /<p>after/,
  },
  {
    name: "opening what it does not close",
    bytes: saying("<details><summary>a<b><i><table><tr><td>\n\nb"),
    shows: /b/,
  },
  {
    name: "comments and declarations",
    bytes: saying(
      "<!-- <script>x</script> --> <![CDATA[<script>y</script>]]> <?php z ?> <!DOCTYPE html> <!--",
    ),
    hides: /<script>[xy]/,
  },
  {
    name: "a template and a slot",
    bytes: saying(
      "<template><script>x()</script></template><slot></slot><noscript><p title='</noscript><img src=x onerror=y()>'>",
    ),
    hides: /x\(\)/,
  },
  {
    name: "an id of the page",
    bytes: saying('<h2 id="page.main">a</h2>\n\n## title\n\n## text\n\n<p id="title">'),
    shows: /title-2|text/,
  },
  {
    name: "a title that would leave its folder",
    bytes: lesson().replace("# Title", "# ../../../etc/passwd"),
    shows: /\.\.\/\.\.\/\.\.\/etc\/passwd/,
  },
  {
    name: "a title with markup",
    bytes: lesson().replace("# Title", "# <script>x()</script> & <b onclick=y()>bold</b>"),
    hides: /x\(\)<\/script>|y\(\)"/,
  },
  {
    name: "a heading for each cell, ten thousand times",
    bytes: lesson(
      ...Array.from({ length: 2_000 }, (_, index) =>
        text("## The same\n\nText.", { id: `c${index}` }),
      ),
    ),
    shows: /id="the-same-2000"/,
  },
  {
    name: "ten thousand cells",
    bytes: lesson(
      ...Array.from({ length: 10_000 }, (_, index) => text("A sentence.", { id: `c${index}` })),
    ),
    shows: /id="c9999"/,
  },
  { name: "a hundred thousand brackets", bytes: saying("[".repeat(100_000)), shows: /\[\[\[/ },
  {
    name: "quotes in quotes",
    bytes: saying(`${">".repeat(5_000)} a\n\n${"* ".repeat(500)}b`),
    shows: /blockquote/,
  },
  {
    name: "a text of the direction that turns letters around",
    bytes: saying("code \u202e// edoc \u2066 x"),
    shows: /code/,
  },
];
