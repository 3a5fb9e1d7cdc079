import assert from "node:assert/strict";
import { appendFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test, type TestContext } from "node:test";
import { FastRoad } from "../kernel/fast/fast-road.ts";
import { cacheFolder, contentCache, type Cache } from "./cache.ts";
import { executeLesson, type CellRun } from "./execute.ts";
import { defaultLimits } from "./limits.ts";
import type { Lesson } from "./lesson.ts";
import { code, lesson, temporaryProject, text } from "./testing.ts";

const road = new FastRoad();
after(() => road.close());

const importing = code(
  "a",
  'import type { Clock } from "../src/clock.ts";\nconst c: Clock | 1 = 1;',
);
const one = lesson(importing, code("b", "c;"));

const cacheOf = async (root: string): Promise<Cache> =>
  await contentCache(root, defaultLimits, "fast");

/** A project in which the lesson has run, and what was printed. */
async function projectWith(context: TestContext, ran: Lesson = one) {
  const root = await temporaryProject(context, {});
  const cache = await cacheOf(root);
  const executed = await executeLesson(ran, { root, road });
  await cache.put(ran, executed);
  const get = async (given: Lesson) => await (await cacheOf(root)).get(given);
  return { root, runs: executed.runs, get };
}

const outputsOf = (runs: readonly CellRun[] | undefined) => runs?.map(({ outputs }) => outputs);

test("what was put is got back, also when only a text, a tag, an id or the title has changed", async (context) => {
  const { runs, get } = await projectWith(context);
  assert.deepEqual((await get(one)).runs, runs);
  const told = lesson(text("t", "more"), importing, code("b", "c;", { tags: ["predict"] }));
  assert.deepEqual((await get(told)).runs, runs);
  const renamed = { ...lesson(importing, code("other", "c;")), slug: "02-other", title: "Other" };
  const found = (await get(renamed)).runs;
  assert.deepEqual(
    found?.map(({ id }) => id),
    ["a", "other"],
  );
  assert.deepEqual(outputsOf(found), outputsOf(runs));
});

test("another cell, another order, another folder or a failure that is allowed runs again, and says so", async (context) => {
  const { get } = await projectWith(context);
  const changed = await get(lesson(importing, code("b", "c + 1;")));
  assert.deepEqual(changed, { runs: undefined, why: "cell b changed" });
  assert.equal((await get(lesson(importing))).why, "a cell was removed");
  assert.equal((await get(lesson(code("b", "c;"), importing))).why, "the cells have another order");
  const allowed = code("b", "c;", { tags: ["raises-error"] });
  assert.equal((await get(lesson(importing, allowed))).why, "cell b changed");
  assert.equal((await get({ ...one, file: "scripts/site/01-test.ipynb" })).runs, undefined);
});

test("a module runs those again that import it, also for its types only, and no others", async (context) => {
  const { root, runs, get } = await projectWith(context);
  await appendFile(join(root, "src/queue.ts"), "// changed\n");
  assert.deepEqual((await get(one)).runs, runs);
  await appendFile(join(root, "src/clock.ts"), "// changed\n");
  assert.deepEqual(await get(one), { runs: undefined, why: "src/clock.ts changed" });
});

test("a module that is imported by an imported module counts as well", async (context) => {
  const through = lesson(code("a", 'import { Queue } from "../src/queue.ts";\ntypeof Queue;'));
  const { root, get } = await projectWith(context, through);
  const imported = /from "\.\/([a-z-]+\.ts)"/.exec(
    await readFile(join(root, "src/queue.ts"), "utf8"),
  );
  await appendFile(join(root, "src", imported?.[1] ?? ""), "// changed\n");
  assert.equal((await get(through)).why, `src/${imported?.[1]} changed`);
});

test("a file that would be imported instead, once it exists, runs the lesson again", async (context) => {
  const through = lesson(code("a", 'import { Queue } from "../src";\ntypeof Queue;'));
  const { root, get } = await projectWith(context, through);
  await writeFile(join(root, "src.ts"), "export const Queue = 1;\n");
  assert.equal((await get(through)).why, "src.ts is new");
});

test("a lesson whose import was not found is not remembered: the file may come", async (context) => {
  const failing = code("a", 'import { x } from "../src/no-such.ts";', { tags: ["raises-error"] });
  const { get } = await projectWith(context, lesson(failing));
  assert.equal((await get(lesson(failing))).why, "it has not run here before");
});

test("the lockfile and the limits count", async (context) => {
  const { root, get } = await projectWith(context);
  const strict = await contentCache(root, { ...defaultLimits, memoryMb: 100 }, "fast");
  assert.match((await strict.get(one)).why, /^limits was .* is .*memoryMb 100/);
  const other = await contentCache(root, defaultLimits, "kernel");
  assert.equal((await other.get(one)).why, "road was fast, is kernel");
  await appendFile(join(root, "package-lock.json"), "\n");
  assert.equal((await get(one)).why, "package-lock.json changed");
});

test("a test file changes nothing", async (context) => {
  const { root, runs, get } = await projectWith(context);
  await writeFile(join(root, "src/new.test.ts"), "");
  assert.deepEqual((await get(one)).runs, runs);
});

test("a damaged entry is noticed, wherever the damage is, and replaced by the next run", async (context) => {
  const { root, runs, get } = await projectWith(context);
  const folder = join(root, cacheFolder, "outputs");
  const [name = ""] = await readdir(folder);
  const whole = await readFile(join(folder, name), "utf8");
  for (const damage of ["", "[", whole.slice(1), whole.slice(0, -1), whole.replace("ok", "no")]) {
    await writeFile(join(folder, name), damage);
    assert.deepEqual(await get(one), { runs: undefined, why: "its entry in the cache is damaged" });
  }
  await (await cacheOf(root)).put(one, await executeLesson(one, { root, road }));
  assert.deepEqual((await get(one)).runs, runs);
  await rm(join(folder, name));
  assert.equal((await get(one)).why, "its entry in the cache is gone");
});

test("what ran while the library was saved is not remembered", async (context) => {
  const root = await temporaryProject(context, {});
  const cache = await cacheOf(root);
  const executed = await executeLesson(one, { root, road });
  await appendFile(join(root, "src/clock.ts"), "// saved meanwhile\n");
  await cache.put(one, executed);
  assert.equal((await (await cacheOf(root)).get(one)).why, "it has not run here before");
});

test("a module that runs in a process of its own counts, and what it imports", async (context) => {
  const root = await temporaryProject(context, {});
  await mkdir(join(root, "node/web"), { recursive: true });
  const write = async (name: string, content: string): Promise<void> =>
    await writeFile(join(root, name), content);
  await write(
    "node/web/start.ts",
    "export const file: string = `${import.meta.dirname}/server.ts`;",
  );
  await write("node/web/server.ts", 'import "../../src/stats.ts";\n');
  const starts = code("a", 'import { file } from "../node/web/start.ts";\nfile;');
  const web = lesson(starts);
  const executed = await executeLesson(web, { root, road });
  assert.match(JSON.stringify(executed.runs), /"node\/web\/server.ts\\n"/, "it knows its place");
  await (await cacheOf(root)).put(web, executed);
  const why = async (): Promise<string> => (await (await cacheOf(root)).get(web)).why;
  await write("node/web/server.test.ts", "");
  await write("node/other.ts", "");
  assert.equal(await why(), "nothing it depends on has changed");
  await appendFile(join(root, "src/stats.ts"), "// changed\n");
  assert.match(await why(), /src\/stats.ts/);
});
