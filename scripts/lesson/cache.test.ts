import assert from "node:assert/strict";
import { appendFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { contentCache } from "./cache.ts";
import { code, lesson, temporaryProject, text } from "./testing.ts";

const one = lesson(code("a", "1;"));
const runs = [
  {
    id: "a",
    status: "ok" as const,
    outputs: [{ output_type: "stream" as const, name: "stdout" as const, text: "1\n" }],
  },
];

test("what was put is got back, also when only a text or a tag has changed", async (context) => {
  const root = await temporaryProject(context, {});
  await (await contentCache(root)).put(one, runs);
  const cache = await contentCache(root);
  assert.deepEqual(await cache.get(one), runs);
  assert.deepEqual(
    await cache.get(lesson(text("t", "more"), code("a", "1;", { tags: ["predict"] }))),
    runs,
  );
});

test("another cell, another src module or another lockfile is another entry", async (context) => {
  const root = await temporaryProject(context, {});
  await (await contentCache(root)).put(one, runs);
  assert.equal(await (await contentCache(root)).get(lesson(code("a", "2;"))), undefined);
  await appendFile(join(root, "src/clock.ts"), "// changed\n");
  assert.equal(await (await contentCache(root)).get(one), undefined);
});

test("a test file changes nothing", async (context) => {
  const root = await temporaryProject(context, {});
  await (await contentCache(root)).put(one, runs);
  await writeFile(join(root, "src/new.test.ts"), "");
  assert.deepEqual(await (await contentCache(root)).get(one), runs);
});

test("a damaged entry is as good as none", async (context) => {
  const root = await temporaryProject(context, {});
  const cache = await contentCache(root);
  await cache.put(one, runs);
  const [name = ""] = await readdir(join(root, ".cache/outputs"));
  for (const damage of ["", "[", "[]", '[{"id":"a"}]', "null"]) {
    await writeFile(join(root, ".cache/outputs", name), damage);
    assert.equal(await cache.get(one), undefined, damage);
  }
});
