import assert from "node:assert/strict";
import { describe, test } from "node:test";
import MagicString from "magic-string";
import ts from "typescript";
import { carried } from "./carry.ts";
import { Marker } from "./marker.ts";
import { instrument } from "./instrument.ts";

/** Line for line: what stands in a line of the script comes from the same line of the text, two lines further up. */
function marked(source: string): string {
  const file = ts.createSourceFile(
    "cell.js",
    source,
    ts.ScriptTarget.ES2022,
    true,
    ts.ScriptKind.JS,
  );
  const text = new MagicString(source);
  const lineOf = (node: ts.Node) =>
    file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
  new Marker(ts, text, lineOf).markStatements(file.statements);
  return text.toString();
}

type Report = string;

/** Runs code as a cell runs, and says what it logged and what was reported, each in its order. */
async function ran(source: string): Promise<{ logged: unknown[]; reports: Report[] }> {
  const logged: unknown[] = [];
  const reports: Report[] = [];
  const step = {
    at: (line: number) => void reports.push(`at ${line}`),
    here: () => "store",
    leave: (line: number, value: unknown) => (reports.push(`leave ${line}`), value),
    back: (line: number, store: unknown, value: unknown) => {
      reports.push(`back ${line} ${String(store)}`);
      return value;
    },
  };
  const log = (value: unknown) => void logged.push(value);
  const AsyncFunction = (async () => {}).constructor as new (
    ...parts: string[]
  ) => (...args: unknown[]) => Promise<void>;
  await new AsyncFunction("log", "__step", source)(log, step).catch((error: unknown) =>
    log(String(error)),
  );
  return { logged, reports };
}

const difficult: Readonly<Record<string, string>> = {
  "statements without braces":
    "let n = 0;\nif (n) n = 5; else if (!n) n = 6; else n = 7;\nfor (const x of [1, 2]) n += x;\nwhile (n < 12) n += 1;\ndo n += 1; while (n < 20);\nlog(n);",
  "a dangling else": "for (const x of [0, 1, 2]) if (x) if (x > 1) log('two'); else log('one');",
  "labels, break and continue":
    "outer: for (const x of [1, 2, 3]) { for (const y of [1, 2]) { if (y === 2) continue outer; if (x === 3) break outer; log(x * y); } }",
  "switch, with fall-through and a default":
    "for (const x of [1, 2, 3]) switch (x) { case 1: log('one'); case 2: log('two'); break; default: log('many'); }",
  "awaits in awkward places":
    "const f = async (x) => x; log(await (await f(f))(3)); log([await f(1), ...(await f([2]))]); log(`${await f('t')}`); log((-(await f(2))) ** 2); const { a = await f(4) } = {}; log(a); log(await f(1) ? await f(2) : 3);",
  "await without a promise, and of a thenable":
    "log(await 5); log(await { then: (done) => done(6) });",
  "for await, also without braces":
    "async function* g() { yield 1; yield 2; }\nfor await (const x of g()) log(x);\nfor await (const x of g()) { if (x === 2) break; log(x); }",
  "try, catch, finally around awaits":
    "async function f() { try { await Promise.reject(new Error('no')); } catch ({ message }) { log(message); return await Promise.resolve('r'); } finally { await null; log('finally'); } }\nlog(await f());",
  "an error that nobody catches": "log(1);\nawait Promise.reject(new TypeError('loud'));\nlog(2);",
  "arrow functions with and without braces":
    "const obj = () => ({ a: 1 }); const call = () => log('called'); const later = async () => await obj();\ncall(); log(obj().a); log((await later()).a); log([3, 1, 2].sort((x, y) => x - y).join());",
  "classes: fields, static blocks, private names, super, accessors, generators":
    "class A { x = 1; static s = 2; #p = 3; static { log(A.s); } get p() { return this.#p; } *g() { yield this.x; } }\nclass B extends A { constructor() { super(); log(this.p); } async m() { return await super.g().next().value; } }\nlog(await new B().m());",
  "functions that are hoisted":
    "log(typeof f()); function f() { return g; } log(f().name); function g() {}",
  "names, lengths and `this`":
    "const f = (a, b) => a; function h() { return this === undefined ? 'u' : typeof this; } log([f.name, f.length, h.call('x')]);",
  "a directive stays one":
    "function strict() { 'use strict'; return this === undefined; } log(strict());",
  "regular expressions, comments and semicolons":
    "log(/;{}/.test(';{}')); // ; {\n/* await */ log(1);;; { log(2); }",
  "a var in a block, and let per turn of the loop":
    "{ var v = 1; } log(v); const fs = []; for (let i = 0; i < 2; i++) fs.push(() => i); log(fs.map((f) => f()));",
  "optional chaining, assignments, commas":
    "const o = { f: async () => 1 }; let x; x ??= await o?.f?.(); log((1, await o.f()) + x); x += await o.f(); log(x);",
  "new.target, spread and defaults that call":
    "function F(a = log('default'), ...rest) { log(new.target === F); log(rest); } new F(undefined, ...[1, 2]);",
};

describe("marked code does what the code does", () => {
  for (const [name, source] of Object.entries(difficult)) {
    test(name, async () => {
      const plain = await ran(source);
      const changed = await ran(marked(source));
      assert.deepEqual(changed.logged, plain.logged);
      assert.ok(
        plain.logged.length > 0 && plain.reports.length === 0 && changed.reports.length > 0,
      );
    });
  }
});

describe("as a page runs it, which carries whose code it is, marked code does the same", () => {
  const carry = {
    here: () => undefined,
    back: (_here: unknown, value: unknown) => value,
    wait: (value: unknown) => value,
    first: (value: unknown) => value,
  };
  for (const [name, source] of Object.entries(difficult)) {
    test(name, async () => {
      Object.assign(globalThis, { __carry: carry });
      const inCell = (text: string): string => `return (async function () {\n${text}\n})()`;
      const plain = await ran(inCell(source));
      const both = carried(ts, inCell(marked(source))).script;
      assert.deepEqual((await ran(both)).logged, plain.logged);
      assert.equal(both.split("\n").length, inCell(source).split("\n").length);
    });
  }
});

test("microtasks run in the same order: a report adds no turn", async () => {
  const source = `
    const hop = async (name, hops) => { for (let i = 0; i < hops; i += 1) { await null; log(name + i); } return name; };
    const both = Promise.all([hop("a", 4), hop("b", 4)]);
    Promise.resolve().then(() => log("t0")).then(() => log("t1")).then(() => log("t2"));
    const thenable = { then(done) { log("then"); done("v"); } };
    log(await thenable); queueMicrotask(() => log("q"));
    try { await Promise.reject(1); } catch { log("caught"); } finally { log("finally"); }
    for await (const x of [hop("c", 1), hop("d", 2)]) log(x);
    const returns = async () => hop("r", 1); const awaits = async () => await hop("w", 1);
    await Promise.all([returns().then(log), awaits().then(log)]);
    log(await both);`;
  assert.deepEqual((await ran(marked(source))).logged, (await ran(source)).logged);
});

test("lines are reported in the order in which they are reached, and again when an await is over", async () => {
  const source =
    "const wait = async () => {\n  await null;\n  return 1;\n};\nlog(await wait());\nlog(2);";
  const { reports } = await ran(marked(source));
  assert.deepEqual(reports, [
    "at 1",
    "at 5",
    "at 2",
    "leave 2",
    "leave 5",
    "back 2 store",
    "at 3",
    "back 5 store",
    "at 6",
  ]);
});

test("after an await that throws, catch and finally say whose code goes on", async () => {
  const source =
    "try {\n  await Promise.reject(1);\n} catch {\n  log(1);\n} finally {\n  log(2);\n}";
  const { reports } = await ran(marked(source));
  assert.deepEqual(reports, ["at 2", "leave 2", "back 0 store", "at 4", "back 0 store", "at 6"]);
});

test("the lines of the script stay where they are", () => {
  for (const source of Object.values(difficult)) {
    assert.equal(marked(source).split("\n").length, source.split("\n").length);
  }
});

test("a script that does not start as cells do is refused", () => {
  const script = "(function (other) { \nlog(1);\n})";
  assert.throws(
    () => instrument(ts, { script, maps: [], source: "log(1);" }),
    /must start with its parameters, got \(function \(other\)/,
  );
});
