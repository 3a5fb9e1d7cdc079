import assert from "node:assert/strict";
import { describe, test } from "node:test";
import ts from "typescript";
import { carried } from "./carry.ts";

/** Runs a program that may log, start functions in a name, and ask in whose name it runs. */
async function logOf(program: string): Promise<string[]> {
  const log: string[] = [];
  let current = "nobody";
  const carry = {
    here: () => current,
    back: (name: string, value: unknown) => ((current = name), value),
    wait: (value: unknown) => value,
    first: (value: unknown) => value,
  };
  const runAs = (name: string, body: () => unknown): unknown => {
    const outer = current;
    current = name;
    try {
      return body();
    } finally {
      current = outer;
    }
  };
  const AsyncFunction = (async () => {}).constructor as new (
    ...parts: string[]
  ) => (...given: unknown[]) => Promise<void>;
  const run = new AsyncFunction("__carry", "runAs", "me", "log", `const __here = 0; ${program}`);
  await run(
    carry,
    runAs,
    () => current,
    (text: unknown) => log.push(String(text)),
  );
  return log;
}

const programs: Readonly<Record<string, string>> = {
  "an await": "const f = async () => { log(me()); await null; log(me()); };",
  "an await without braces":
    "const g = async (x) => (await x, me()); const f = async () => log(await g(1));",
  "nested awaits": "const f = async () => { log([await me(), await (await me)()].join()); };",
  "an await that throws":
    "const f = async () => { try { await Promise.reject(0); } catch { log(me()); } finally { log(me()); } log(me()); };",
  "for await":
    "const f = async () => { for await (const x of [1, Promise.resolve(2)]) log(me() + x); log(me()); };",
  "for await without braces, behind an if":
    "const f = async () => { if (true) for await (const x of [1]) log(me()); else log('no'); log(me()); };",
  "a label":
    "const f = async () => { out: for await (const x of [1, 2]) { await 0; if (x) continue out; } await 0; log(me()); };",
  "a method, and one of a class":
    "const o = { async m() { await 0; log(me()); } }; class C { async m() { await 0; log(me()); } static async s() { await 0; log(me()); } } const f = async () => { await o.m(); await new C().m(); await C.s(); };",
  "a directive": "async function f() { 'use strict'; await 0; log(me()); log(String(this)); }",
  "an async generator, whose code is that of whoever asks":
    "async function* values() { const given = yield me(); yield me() + given; } const f = async () => { const all = values(); log((await all.next()).value); log((await all.next('!')).value); for await (const v of values()) log(v); };",
  "what is inside of a default and a template":
    "const f = async (g = async () => { await 0; return me(); }) => { const { a = await g() } = {}; log(`${a} ${await g()}`); };",
};

describe("code is after each await whose it was before, whatever runs in between", () => {
  for (const [name, program] of Object.entries(programs)) {
    test(name, async () => {
      const both = `${program} await Promise.all([runAs("a", f), runAs("b", f)]);`;
      const alone = await logOf(program + " await runAs('a', f);");
      const { script, insertions } = carried(ts, both);
      assert.equal(script.split("\n").length, both.split("\n").length);
      assert.ok(insertions.every(({ at }, i) => at >= (insertions[i - 1]?.at ?? 0)));
      const log = await logOf(script);
      const named = (letter: string): string[] => log.filter((one) => one.startsWith(letter));
      assert.equal(log.length, 2 * alone.length);
      assert.equal(named("b").join().replaceAll("b", "a"), named("a").join());
      if (name !== "a directive") assert.equal(named("a").length, named("b").length);
      assert.ok(!log.includes("nobody"), log.join());
    });
  }
});

test("a script that never waits stays as it is", () => {
  const script = "const await_ = 1; function f() { return 2; }";
  assert.deepEqual(carried(ts, script), { script, insertions: [] });
});
