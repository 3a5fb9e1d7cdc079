import assert from "node:assert/strict";
import { test } from "node:test";
import { attributes, html, trusted } from "./html.ts";

test("a template escapes what is put into it", () => {
  assert.equal(html`<p>${'<b> & "quoted"'}</p>`.text, "<p>&lt;b&gt; &amp; &quot;quoted&quot;</p>");
});

test("a template keeps what is HTML already, and shows lists one after another", () => {
  const items = ["a<", "b"].map((item) => html`<li>${item}</li>`);
  assert.equal(
    html`<ul>
      ${items}${trusted("<hr>")}
    </ul>`.text.replace(/\s+/g, ""),
    "<ul><li>a&lt;</li><li>b</li><hr></ul>",
  );
});

test("nothing is shown for null, undefined and false, but 0 is a number", () => {
  assert.equal(html`${null}${undefined}${false}${0}`.text, "0");
});

test("an attribute cannot be left by its value, and is left out when there is none", () => {
  const values = { title: '"><script>', open: true, id: undefined, hidden: false, tabindex: 0 };
  assert.equal(attributes(values).text, 'title="&quot;&gt;&lt;script&gt;" open tabindex="0"');
});
