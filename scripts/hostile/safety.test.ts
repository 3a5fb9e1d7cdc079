/** What judges the pages must see what is wrong with them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { actingIn, doubleIdsIn } from "./page.ts";
import { dangersIn } from "./safety.ts";

for (const harmless of [
  "text & <b>more</b>",
  '<a href="02-b.html#x">a</a><a href="https://x.example">b</a><a href="mailto:a@b">c</a>',
  '<img src="data:image/png;base64,AA==" alt="javascript:x()">',
  '<svg viewBox="0 0 1 1" role="img"><title>url(x)</title><rect fill="url(#a)" stroke="var(--a)"/></svg>',
  "<math><semantics><mi>x</mi><annotation encoding='application/x-tex'>x</annotation></semantics></math>",
  "&lt;script&gt;x()&lt;/script&gt;",
]) {
  test(`harmless: ${harmless}`, () => assert.deepEqual(dangersIn(harmless), []));
}

for (const dangerous of [
  "<script>x()</script>",
  "<svg><script>x()</script></svg>",
  "<p onclick=x()>",
  "<p ONCLICK=x()>",
  "<p style=color:red>",
  "<a href=javascript:x()>",
  "<a href='java\nscript:x()'>",
  "<a href='\u0001 javascript:x()'>",
  "<a href='JAVASCRIPT&colon;x()'>",
  "<a href=data:text/html,x>",
  "<a href=//x.example>",
  "<a href='\\\\x.example'>",
  "<a href=file:///x>",
  "<img src=x.png>",
  "<img src=https://x.example/x.png>",
  "<img src='data:image/svg+xml;base64,AA=='>",
  "<img srcset=x>",
  "<form></form>",
  "<input>",
  "<button>",
  "<iframe>",
  "<svg><foreignObject></foreignObject></svg>",
  "<svg><animate attributeName=href></animate></svg>",
  "<svg><use href='x.svg#a'></use></svg>",
  "<svg><use xlink:href='#a'></use></svg>",
  "<svg><rect fill='url(//x.example)'></rect></svg>",
  "<svg><rect fill='u\\72l(x)'></rect></svg>",
  "<template><script>x()</script></template>",
  "<meta http-equiv=refresh content=0>",
  "<link rel=stylesheet href=x>",
  "<base href=x>",
  "<style>*{}</style>",
  "</div><p>out",
  "</div></main><p>out",
  "<table><tr><td>",
  "<textarea>",
  "<!--",
  "<plaintext>",
  "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=x()&gt;'>",
]) {
  test(`dangerous: ${dangerous}`, () => assert.notDeepEqual(dangersIn(dangerous), []));
}

test("in a whole page, too, and ids that stand twice", () => {
  const page =
    "<!doctype html><body><p id=a><script>x()</script><p id=a><template><p id=b></template>";
  assert.deepEqual([...actingIn(page)].sort(), [
    "<body>",
    "<head>",
    "<html>",
    "<script>",
    "<template>",
  ]);
  assert.deepEqual(doubleIdsIn(page), ["a"]);
});
