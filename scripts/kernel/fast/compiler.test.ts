import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { createFixture } from "../testing.ts";
import { Compiler, CompilerFailed } from "./compiler.ts";

const sources = [
  'import { fixedClock } from "../src/clock.ts";',
  "const at = fixedClock.now();",
  "const next: number = at + 1; next",
];

async function started(context: TestContext) {
  const fixture = await createFixture();
  const compiler = new Compiler();
  context.after(async () => {
    await compiler.close();
    await fixture.remove();
  });
  const compileAll = async (given: readonly string[] = sources) => {
    const lesson = compiler.open(fixture.notebooks, given);
    const cells = await Promise.all(given.map(async (source) => await lesson.next(source)));
    lesson.close();
    return cells;
  };
  return { ...fixture, compiler, compileAll };
}

test("cells are compiled in order, each with what the ones before it declare, and once only", async (context) => {
  const { compileAll, root } = await started(context);
  const first = await compileAll();
  assert.deepEqual(
    first.map(({ compiled }) => compiled.failure),
    [undefined, undefined, undefined],
  );
  assert.match(first[1]?.compiled.declarations ?? "", /declare const at: number/);
  assert.deepEqual(first[0]?.imports.files, [join(root, "src/clock.ts")]);
  const again = await compileAll();
  assert.ok(
    again.every((cell, index) => cell === first[index]),
    "nothing was compiled again",
  );
});

test("a changed module compiles again what comes after its import", async (context) => {
  const { compileAll, root } = await started(context);
  await compileAll();
  const file = join(root, "src/clock.ts");
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replaceAll("number", "string").replace("42", '"noon"'));
  const [, , last] = await compileAll();
  assert.match(
    last?.compiled.failure?.evalue ?? "",
    /Type 'string' is not assignable to type 'number'/,
  );
});

test("a changed cell compiles again what comes after it", async (context) => {
  const { compileAll } = await started(context);
  await compileAll();
  const [first = "", , last = ""] = sources;
  const cells = await compileAll([first, 'const at = "noon";', last]);
  assert.match(cells[2]?.compiled.failure?.evalue ?? "", /Type 'string' is not assignable/);
});

test("who waits for a cell of a lesson that is closed is told", async (context) => {
  const { compiler, notebooks } = await started(context);
  const lesson = compiler.open(notebooks, []);
  const asked = lesson.next("const neverSeen = 1;");
  lesson.close();
  await assert.rejects(asked, new CompilerFailed("the lesson was closed"));
});

test("who asks a compiler that was closed, or that dies, is told", async (context) => {
  const { compiler, notebooks } = await started(context);
  const lesson = compiler.open(notebooks, []);
  const asked = lesson.next("const alive = 1;");
  process.kill(compiler.pid ?? 0, "SIGKILL");
  await assert.rejects(asked, new CompilerFailed("the compiler was ended by SIGKILL"));
  assert.equal(compiler.isGone, true);
  await assert.rejects(lesson.next("2"), CompilerFailed);
});
