import assert from "node:assert/strict";
import { test } from "node:test";
import { LessonError } from "../../lesson/error.ts";
import { renderSite } from "../site.ts";
import { code, entryOf, lessonOf, shown, text } from "../testing/notebooks.ts";
import { sampleReference } from "../testing/reference.ts";
import { sampleCourse, sampleMap } from "../testing/sample.ts";
import { checkLinks, withCheckedLinks } from "./check-links.ts";

const page = (body: string): string => `<!doctype html><title>T</title>${body}`;

/** What is wrong with a page beside another one, a file and a picture. */
function problemsOf(body: string): string[] {
  const files = new Map<string, string | Uint8Array>([
    ["a.html", page(body)],
    ["b.html", page('<h2 id="there">B</h2><p id="ümlaut">')],
    ["index.html", page("")],
    ["in/side.html", page('<a href="../a.html">up</a>')],
    ["files/x.ipynb", "{}"],
    ["files/a dot.png", new Uint8Array(1)],
  ]);
  return checkLinks(files, []).problems.map(({ message }) => message);
}

for (const good of [
  '<a href="b.html">b</a>',
  '<a href="./b.html#there">b</a>',
  '<a href="b.html?x=1#there">b</a>',
  '<a href="b.html#%C3%BCmlaut">b</a>',
  '<a href="">b</a> <a href="#">b</a> <a href="b.html#">b</a>',
  '<a href="#here">b</a><p id="here">',
  '<a href=".">home</a> <a href="./">home</a>',
  '<a href="files/x.ipynb" download>n</a>',
  '<img src="files/a%20dot.png">',
  '<img src="data:image/png;base64,AA==">',
  '<a href="https://x.example/a#b">x</a> <a href="mailto:a@x.example">m</a>',
  '<svg><use href="#here"/><g id="here"/></svg>',
  '<link rel="canonical" href="https://x.example">',
  '<pre>&lt;a href="nowhere.html"></pre><!-- <a href="nowhere.html"> -->',
]) {
  test(`leads somewhere: ${good}`, () => assert.deepEqual(problemsOf(good), []));
}

const toPage = "a link must lead to a page or a file of the site";
const toAnImage = "an image must be a file of the site, be drawn by a cell or be a data: URI";

for (const [bad, rule] of [
  ['<a href="c.html">c</a>', toPage],
  ['<a href="B.html">b</a>', toPage],
  ['<a href="files">b</a>', toPage],
  ['<a href="files/">b</a>', toPage],
  ['<a href="../a.html">out</a>', toPage],
  ['<a href="/b.html">from the root of the host</a>', toPage],
  ['<a href="02-b.ipynb">b</a>', toPage],
  ['<a href="b.html#nowhere">b</a>', "a link must lead to a heading or a cell of b.html"],
  ['<a href="b.html#There">b</a>', "a link must lead to a heading or a cell of b.html"],
  ['<a href="#nowhere">b</a>', "a link must lead to a heading or a cell of a.html"],
  ['<a href="#%">b</a>', "a link must lead to a heading or a cell of a.html"],
  [
    '<a href="files/x.ipynb#cell">n</a>',
    "a link must lead to a heading or a cell of files/x.ipynb",
  ],
  ['<a href="javascript:alert(1)">x</a>', `${toPage}, or to http, https or mailto`],
  ['<a href="file:///etc/passwd">x</a>', `${toPage}, or to http, https or mailto`],
  ['<a href="//x.example">x</a>', `${toPage}, or to http, https or mailto`],
  ['<img src="none.png">', toAnImage],
  ['<img src="">', toAnImage],
  ['<svg><use href="#none"/></svg>', "a link must lead to a heading or a cell of a.html"],
  ['<img src="https://x.example/x.png">', "a page must load nothing from elsewhere"],
  ['<script src="https://x.example/x.js"></script>', "a page must load nothing from elsewhere"],
  ['<script src="none.js"></script>', toPage],
  ['<link rel="stylesheet" href="none.css">', toPage],
] as const) {
  test(`leads nowhere: ${bad}`, () => {
    const [said, ...more] = problemsOf(bad);
    const target = /(?:href|src)="([^"]*)"/.exec(bad)?.[1] || "nothing";
    assert.equal(said, `a.html: ${rule}, got ${target}`);
    assert.deepEqual(more, []);
  });
}

test("what a stylesheet loads must be there, from where the stylesheet lies", () => {
  const css =
    'a{src:url(font.woff2)}b{src:url("../none.woff2")}c{background:url(data:image/png,x)}';
  const { problems } = checkLinks(
    new Map([
      ["assets/site.css", css],
      ["assets/font.woff2", ""],
    ]),
    [],
  );
  assert.deepEqual(
    problems.map(({ message }) => message),
    [
      `assets/site.css: ${toPage}, got ../none.woff2`,
      "assets/site.css: a page must load nothing from elsewhere, got data:image/png,x",
    ],
  );
});

async function placesIn(source: string): Promise<readonly LessonError[]> {
  const lessons = [
    lessonOf("01-a", [text("title", "# A"), text("story", source)]),
    lessonOf("02-b", [text("title", "# B\n\n## Here it is"), code("run", "1;")]),
  ];
  const site = await renderSite(
    lessons,
    lessons.map((one) => entryOf(one)),
  );
  return checkLinks(site, lessons).problems;
}

test("a lesson may link to a heading and to a cell of another one, as Jupyter spells them", async () => {
  const source = "[a](02-b.ipynb#Here-it-is) [b](02-b.ipynb#run) [c](./02-b.ipynb)";
  assert.deepEqual(await placesIn(source), []);
});

for (const [how, link, target] of [
  ["an anchor of another lesson", "[x](02-b.ipynb#No-such)", "02-b.html#no-such"],
  ["a reference at the end", "[x][y]\n\n[y]: 02-b.ipynb#gone", "02-b.html#gone"],
  ["a page", "[x](other.html)", "other.html"],
  ["HTML", '<a href="other.html#x">x</a>', "other.html#x"],
  ["HTML without quotes", "<a href=other.html>x</a>", "other.html"],
  ["a fragment in HTML", "<a href='#nowhere'>x</a>", "#nowhere"],
] as const) {
  test(`a link of a lesson that leads nowhere is named with its place: ${how}`, async () => {
    const [problem, ...more] = await placesIn(`One.\n\nTwo ${link}`);
    assert.deepEqual(more, []);
    const line = how === "a reference at the end" ? 5 : 3;
    const sourceLine = how === "a reference at the end" ? link.split("\n")[2] : `Two ${link}`;
    assert.deepEqual(problem?.place, {
      file: "notebooks/01-a.ipynb",
      cellId: "story",
      line,
      sourceLine,
    });
    assert.match(
      problem?.message ?? "",
      /^notebooks\/01-a\.ipynb, cell story, line \d: a link must/,
    );
    assert.ok(
      problem?.message.includes(`, got ${target} (on the page 01-a.html)\n`),
      problem?.message,
    );
  });
}

test("a link in an output that leads nowhere is named with its cell", async () => {
  const lesson = lessonOf("01-a", [
    text("title", "# A"),
    code("makes-a-link", "1;", [shown({ "text/html": '<a href="gone.html">x</a>' })]),
  ]);
  const { problems } = checkLinks(await renderSite([lesson], [entryOf(lesson)]), [lesson]);
  assert.deepEqual(
    problems.map(({ message }) => message),
    [`notebooks/01-a.ipynb, cell makes-a-link: ${toPage}, got gone.html (on the page 01-a.html)`],
  );
});

test("links to elsewhere are listed in order, with their pages, and not judged", async () => {
  const there = "[z](https://z.example/#x) <https://a.example> [z](https://z.example/#x)";
  const lessons = ["02-b", "01-a"].map((slug) =>
    lessonOf(slug, [text("title", `# T\n\n${there}`)]),
  );
  const site = await renderSite(
    lessons,
    lessons.map((one) => entryOf(one)),
  );
  const list = String(withCheckedLinks(site, lessons).get("links.json"));
  const pages = ["01-a.html", "02-b.html"];
  assert.deepEqual(JSON.parse(list), {
    external: [
      { url: "https://a.example", pages },
      { url: "https://z.example/#x", pages },
    ],
  });
});

test("a site with a link that leads nowhere is refused", () => {
  assert.throws(
    () => withCheckedLinks(new Map([["a.html", '<a href="b.html">']]), []),
    LessonError,
  );
});

test("the sample course, with all its pages, has no link that leads nowhere", async () => {
  const { lessons, course } = sampleCourse();
  const pages = [sampleMap()];
  const site = await renderSite(lessons, course, { pages, reference: sampleReference() });
  assert.deepEqual(checkLinks(site, [...lessons, ...pages]).problems, []);
});
