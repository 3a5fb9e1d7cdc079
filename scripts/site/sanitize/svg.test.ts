import assert from "node:assert/strict";
import { test } from "node:test";
import { elementsOf } from "../testing/markup.ts";
import { cleanOutput } from "./html.ts";
import { cleanSvg } from "./svg.ts";

const clean = (source: string): string => cleanSvg(source, "cell.1")?.svg.text ?? "";

test("names keep their case", () => {
  const shown = clean(
    '<svg viewBox="0 0 1 1" preserveAspectRatio="none"><defs><linearGradient id="g" gradientUnits="userSpaceOnUse"/></defs></svg>',
  );
  assert.match(shown, /viewBox="0 0 1 1" preserveAspectRatio="none"/);
  assert.match(shown, /<linearGradient id="cell\.1\.g" gradientUnits="userSpaceOnUse">/);
});

test("script, style, foreignObject, links, images, animation and handlers are dropped", () => {
  const shown = clean(
    '<svg onload="x()"><script>a()</script><style>b{}</style><foreignObject><p>c</p></foreignObject><a href="https://x.example"><rect width="1"/></a><image href="x.png"/><animate attributeName="x"/></svg>',
  );
  assert.equal(shown, '<svg role="img"><rect width="1"></rect></svg>');
});

test("ids and all references to them get the prefix", () => {
  const shown = clean(
    '<svg aria-labelledby="t d"><title id="t">T</title><desc id="d">D</desc><clipPath id="c"/><rect clip-path="url(#c)"/><use xlink:href="#c"/></svg>',
  );
  assert.match(shown, /aria-labelledby="cell\.1\.t cell\.1\.d"/);
  assert.match(shown, /clip-path="url\(#cell\.1\.c\)"/);
  assert.match(shown, /<use href="#cell\.1\.c">/);
});

test("a reference out of the figure is dropped, however it is written", () => {
  for (const value of [
    "url(https://x.example)",
    "URL( '//x.example/a' )",
    "u\\rl(x)",
    "u\\72l(x)",
    "url(x.svg#a)",
    "var(--x, url(x))",
    "image-set('x' 1x)",
    "red, src('x')",
  ]) {
    const [, rect] = elementsOf(clean(`<svg><rect fill="${value}" width="1"/></svg>`));
    assert.deepEqual(rect?.attributes, { width: "1" }, value);
  }
  assert.equal(clean('<svg><use href="x.svg#a"/></svg>'), '<svg role="img"><use></use></svg>');
});

test("a colour with a custom property stays, so that the theme can decide it", () => {
  assert.match(clean('<svg><rect fill="var(--lane, #abc)"/></svg>'), /fill="var\(--lane, #abc\)"/);
});

test("style attributes become attributes where SVG has them", () => {
  assert.equal(
    clean('<svg><rect style="fill: red; position: fixed; stroke-width:2"/></svg>'),
    '<svg role="img"><rect fill="red" stroke-width="2"></rect></svg>',
  );
});

test("a figure says whether it has a text", () => {
  assert.equal(cleanSvg("<svg><title>T</title></svg>", "a")?.named, true);
  assert.equal(cleanSvg('<svg aria-label="T"></svg>', "a")?.named, true);
  assert.equal(cleanSvg("<svg><rect/></svg>", "a")?.named, false);
});

test("what stands around a figure is dropped, and a text without one is none", () => {
  assert.equal(clean("<?xml version='1.0'?><p>x</p><svg></svg></div>"), '<svg role="img"></svg>');
  assert.equal(cleanSvg("<p>no figure</p>", "a"), undefined);
});

test("an HTML output may hold a figure; ids are its own; forms and handlers go", () => {
  const shown = cleanOutput(
    '<p id="a" onclick="x()" class="skip-link">t</p><form><input></form><svg viewBox="0 0 1 1"><path d="M0 0" style="fill:red"/></svg>',
    "cell.2",
  ).text;
  assert.match(shown, /^<p id="cell\.2\.a">t<\/p>/);
  assert.match(shown, /<path d="M0 0" fill="red">/);
  assert.doesNotMatch(shown, /form|input|onclick/);
});
