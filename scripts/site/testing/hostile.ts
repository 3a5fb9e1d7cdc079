import type { Lesson } from "../../lesson/lesson.ts";
import { code, lessonOf, printed, shown, text } from "./notebooks.ts";

const ESC = "\u001b";

/** Prose that tries to get out of its place. */
const prose = [
  `<script>window.hacked = 1</script><SCRIPT SRC="https://evil.example/x.js"></SCRIPT>`,
  `<img src="data:image/png;base64,AA==" alt="dot" onerror="window.hacked = 2" onload="window.hacked = 2">`,
  `<svg onload="window.hacked = 3"><script>window.hacked = 4</script></svg>`,
  `<a href="javascript:window.hacked = 5">one</a> [two](javascript:window.hacked=6) <a href="JaVaScRiPt&colon;window.hacked=7">three</a>`,
  `<a href="data:text/html,<script>window.hacked=8</script>">four</a> <a href="//evil.example">five</a> <a href="vbscript:x">six</a>`,
  `<details open ontoggle="window.hacked = 9"><summary>in<details><summary>deeper</summary>x</details></summary>y</details>`,
  `<form action="https://evil.example"><input name="q"><button formaction="javascript:1">go</button></form>`,
  `<iframe srcdoc="<script>parent.hacked = 10</script>"></iframe><object data="x.swf"></object><embed src="x">`,
  `<style>body { background: url(https://evil.example/css) }</style><p style="position:fixed;inset:0" class="skip-link site-header">over all</p>`,
  `<math><mtext><table><mglyph><style><!--</style><p title="--&gt;&lt;img src=1 onerror=window.hacked=11&gt;"></table></mtext></math>`,
  `<noscript><p title="</noscript><img src=x onerror=window.hacked=12>"></noscript><xmp><script>window.hacked=13</script></xmp>`,
  `<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example"><link rel="stylesheet" href="https://evil.example/x.css">`,
  `<h2 id="page.main">Title</h2>\n\n## Title\n\n## Title\n\n<h2 id="title">Again</h2>`,
  `</div></main></body></html><p>after the end`,
  '```"><script>window.hacked=14</script>\ncode\n```',
  "$\\href{javascript:window.hacked=15}{x} < y$",
  `<a href="#x" id="evil" name="body" target="_blank" tabindex="5" class="cell-number">clobber</a>`,
].join("\n\n");

const svg = `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10" onload="window.hacked = 20" style="position:fixed;background:url(https://evil.example/svg)">
<script>window.hacked = 21</script><style>* { fill: url(https://evil.example/style) }</style>
<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="window.hacked = 22"/></body></foreignObject>
<a xlink:href="javascript:window.hacked = 23"><text>click</text></a><image href="https://evil.example/image.png"/>
<use href="https://evil.example/sprite.svg#x"/><use xlink:href="#shape"/><rect id="shape" fill="url( 'https://evil.example/fill' )" width="5" height="5"/>
<rect fill="u\\72l(https://evil.example/escaped)" clip-path="url(#clip)"/><clipPath id="clip"><rect width="1" height="1"/></clipPath>
<animate attributeName="href" to="javascript:window.hacked = 24"/><set attributeName="onclick" to="window.hacked = 25"/>
<title>&lt;/title&gt;&lt;script&gt;window.hacked = 26&lt;/script&gt;</title><![CDATA[<script>window.hacked = 27</script>]]>
</svg></div></body><script>window.hacked = 28</script>`;

const page = `<img src=x onerror="window.hacked = 35"> <img src="https://evil.example/pixel.png" alt="pixel"><form action="https://evil.example"><input autofocus onfocus="window.hacked = 30"></form>
<div id="title" onclick="window.hacked = 31" style="position:fixed">output</div><svg><title><img src=x onerror=window.hacked=32></title></svg>
<table><caption><svg><desc></table><script>window.hacked=33</script></desc></svg></caption></table></div></main><script>window.hacked=34</script>`;

const terminal = [
  `${ESC}]8;;javascript:window.hacked=40${ESC}\\link${ESC}]8;;${ESC}\\ ${ESC}]8;;https://evil.example\u0007web${ESC}]8;;\u0007`,
  `${ESC}]0;title\u0007${ESC}[2J${ESC}[1;1H${ESC}[?25l${ESC}P1$r${ESC}\\<script>window.hacked=41</script>`,
  `${ESC}[31"><img src=x onerror=window.hacked=42>m ${ESC}[38;2;1;2;3mtruecolor ${ESC}[38;5;200mpalette${ESC}[0m`,
  `\u009b31mC1 \u0000\u0007\b\u007f${ESC}(B${ESC}c${ESC}[5`,
].join("\n");

/** A lesson from a stranger who wishes no one well. */
export function hostileLesson(): Lesson {
  const title = `Evil "lesson" <script>window.hacked = 50</script>`;
  return {
    ...lessonOf("09-hostile", [
      text("title-cell", `# Evil <b onclick=window.hacked=51> lesson\n\nSummary.`),
      text("prose", prose),
      code("streams", "</code></pre><script>window.hacked = 60</script>", [
        printed(terminal),
        printed(terminal, "stderr"),
      ]),
      code("figures", "svg", [
        shown({ "image/svg+xml": svg }),
        shown({ "image/svg+xml": svg }),
        shown({ "text/html": page }),
        shown({ "text/html": page }),
        shown({ "text/markdown": prose.replace(/\$.*\$/, "") }),
        shown({ "image/png": `x" onerror="window.hacked=61` }),
        shown({ "application/x-evil<script>": "window.hacked=62" }),
        shown({ "text/plain": "</pre><script>window.hacked=63</script>" }),
      ]),
      code("error", "throw 1", [
        {
          output_type: "error",
          ename: "<script>window.hacked=64</script>",
          evalue: `"><img src=x onerror=window.hacked=65>`,
          traceback: [terminal, "at cell line 1"],
        },
      ]),
      text("python", "</section><script>window.hacked=66</script>", ["in-python"]),
      text("fold", "</details></div><script>window.hacked=67</script>", ["solution"]),
    ]),
    title,
    summary: `"><script>window.hacked = 52</script>`,
  };
}
