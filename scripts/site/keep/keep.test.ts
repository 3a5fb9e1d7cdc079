import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { contentsOf, keepIn } from "./keep.ts";

test("what is kept is made once for the same parts, and again when it is damaged anywhere", async (context) => {
  const root = await mkdtemp(join(tmpdir(), "interleave-keep-"));
  context.after(() => rm(root, { recursive: true }));
  let made = 0;
  const ask = async (parts: unknown): Promise<string> =>
    await keepIn(root)("pages", parts, () => {
      made += 1;
      return "a page\nof two lines";
    });
  await ask([1]);
  assert.equal(await ask([1]), "a page\nof two lines");
  assert.equal(made, 1);
  await ask([2]);
  assert.equal(made, 2);
  const folder = join(root, ".cache/pages");
  const names = await readdir(folder);
  const whole = await readFile(join(folder, names[0] ?? ""), "utf8");
  for (const damaged of ["", whole.slice(0, -1), whole.slice(1), whole.replace("page", "pale")]) {
    for (const name of names) await writeFile(join(folder, name), damaged);
    made = 0;
    assert.equal(await ask([1]), "a page\nof two lines");
    assert.equal(made, 1, JSON.stringify(damaged));
  }
});

test("contents are those of now, however soon after the last time and however alike in size", async (context) => {
  const root = await mkdtemp(join(tmpdir(), "interleave-keep-"));
  context.after(() => rm(root, { recursive: true }));
  const seen = new Set<string>();
  for (let i = 0; i < 20; i++) {
    await writeFile(join(root, "a.ts"), String(10 + i));
    seen.add(JSON.stringify(await contentsOf(root, ["a.ts"])));
  }
  await rm(join(root, "a.ts"));
  seen.add(JSON.stringify(await contentsOf(root, ["a.ts"])));
  assert.equal(seen.size, 21);
});
