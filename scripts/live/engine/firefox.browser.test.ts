/** Another engine, the same cells: what a reader with Firefox sees. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { readCourse } from "../../lesson/course.ts";
import { code, lesson as lessonOf, projectRoot } from "../../lesson/testing.ts";
import { Firefox, skip } from "./testing/firefox.ts";
import { differencesInLesson } from "./testing/lesson-cells.ts";
import { engineSite, runIn, type Ran } from "./testing/page.ts";
import { differencesInGroup, recorded, trickyGroups } from "./testing/tricky.ts";

const words = "each engine words its own errors";
const classes = "a stack of Firefox does not say whose method or constructor a function is";

/** What is not the same, by group and number of the cell, and why. */
const unequal: Readonly<Record<string, string>> = {
  "types 21": words,
  "awaiting 15": words,
  ...Object.fromEntries(
    [11, 13, 14, 15, 16, 17, 18, 30, 31, 32, 34, 35, 36, 37, 39].map((i) => [`errors ${i}`, words]),
  ),
  "redeclaration 17": words,
  "classes 20": classes,
  "redeclaration 8": classes,
  "awaiting 26": "a stack of Firefox does not go back across an await",
  "errors 19": "a stack that is full is no RangeError there",
  "inspect 37": "nothing but the engine can look at what an iterator of a Map or a Set will give",
};

const { lessons, pages } = await readCourse(projectRoot);
const all = [...lessons, ...pages];
const free = lessonOf(code("free", "1"));

describe("the page's cells in Firefox", { skip }, () => {
  let firefox: Firefox;
  const open = async (slug: string): Promise<void> => {
    await firefox.visit("index.html");
    await firefox.evaluate(`harness.open("engine", ${JSON.stringify(slug)})`);
  };
  const run = (cellId: string, source?: string): Promise<Ran> =>
    runIn((expression) => firefox.evaluate(expression), cellId, source);

  before(async () => {
    firefox = await Firefox.open(await engineSite([...all, free]));
  });
  after(async () => await firefox.close());

  for (const lesson of all) {
    test(`${lesson.slug}: every cell gives what it gives in the kernel`, async () => {
      await open(lesson.slug);
      assert.deepEqual(await differencesInLesson(lesson, (cellId) => run(cellId)), []);
    });
  }

  test("cells made to be difficult give what they gave on the real kernel, but for errors' words", async () => {
    const record = await recorded();
    await open(free.slug);
    const differences: unknown[] = [];
    for (const group of await trickyGroups()) {
      await firefox.evaluate(`harness.engine("engine").restart()`);
      const outputsOf = async (source: string) => (await run("free", source)).outputs;
      differences.push(...(await differencesInGroup(group, record, unequal, outputsOf)));
    }
    assert.deepEqual(differences, []);
  });

  test("an endless loop is stopped, and what ran before is there again", async () => {
    await open(free.slug);
    await run("free", "let kept = 41;");
    const status = await firefox.evaluate(`(async () => {
      const endless = harness.run("engine", "free", "for (;;);");
      while (!harness.hasStarted()) await new Promise((resolve) => setTimeout(resolve, 20));
      harness.engine("engine").interrupt();
      return (await endless).status;
    })()`);
    assert.equal(status, "interrupted");
    await firefox.evaluate("harness.take()");
    const { outputs } = await run("free", "++kept");
    assert.deepEqual(outputs, [{ output_type: "stream", name: "stdout", text: "42\n" }]);
  });

  test("a cell reaches neither the network nor what the browser keeps", async () => {
    await open(free.slug);
    for (const attempt of [
      `await fetch("/index.html").then((r) => r.text())`,
      `new (globalThis as any).XMLHttpRequest().open("GET", "/")`,
      `await new Function("return import('${firefox.server.origin}/harness.js')")()`,
      `(globalThis as any).indexedDB.open("x")`,
      `(globalThis as any).parent.document`,
    ]) {
      const { done, outputs } = await run("free", `console.log("got", ${attempt});`);
      assert.equal(done.status, "error", JSON.stringify({ attempt, outputs }));
    }
  });
});
