import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startFixture } from "./testing.ts";

let session: Awaited<ReturnType<typeof startFixture>>;
before(async () => {
  session = await startFixture();
});
after(() => session.stop());

const printed = (code: string) => session.printed(code);
const failed = (code: string) => session.failed(code);

test("the last expression is printed as stdout, and null and undefined print nothing", async () => {
  assert.equal(await printed("6 * 7"), "42\n");
  assert.equal(await printed("null"), "");
  assert.equal(await printed("undefined"), "");
  assert.equal(await printed('""'), "\n");
  const { outputs } = await session.run("[1]");
  assert.deepEqual(outputs, [{ output_type: "stream", name: "stdout", text: "[ 1 ]\n" }]);
});

test("values are shown without colours, 80 columns wide", async () => {
  assert.equal(
    await printed("({ a: [1, 'x'], b: new Map([[1, { c: true }]]) })"),
    "{ a: [ 1, 'x' ], b: Map(1) { 1 => { c: true } } }\n",
  );
  assert.equal(
    await printed("process.stdout.isTTY === false && process.env.FORCE_COLOR === undefined"),
    "true\n",
  );
  const wide = await printed("({ first: 'x'.repeat(40), second: 'y'.repeat(40) })");
  assert.equal(wide.split("\n").length, 5);
});

test("src is imported with and without .ts, and through its index", async () => {
  assert.equal(
    await printed('import { Queue } from "../src/queue"; new Queue<string>().put("a")'),
    "42\n",
  );
  assert.equal(
    await printed('import { Queue as Q } from "../src/queue.ts"; new Q<string>().put("a")'),
    "42\n",
  );
  assert.equal(
    await printed(
      'import { fixedClock, type Clock } from "../src"; const c: Clock = fixedClock; c.now()',
    ),
    "42\n",
  );
  assert.equal(await printed('(await import("../src/clock.ts")).fixedClock.now()'), "42\n");
});

test("an edit of src is seen when the import cell runs again", async () => {
  const file = join(session.fixture.root, "src", "clock.ts");
  const original = await readFile(file, "utf8");
  const cell = 'import { fixedClock as edited } from "../src/clock"; edited.now()';
  assert.equal(await printed(cell), "42\n");
  await writeFile(file, original.replace("42", "4300"));
  assert.equal(await printed(cell), "4300\n");
  await writeFile(file, original.replace("now: () => 42", 'now: () => "noon"'));
  const error = await failed(cell);
  assert.equal(error.ename, "TypeScriptError");
  assert.match(
    error.evalue,
    /^src\/clock\.ts:5:47 - Type 'string' is not assignable to type 'number'\. \(TS2322\)/,
  );
  await writeFile(file, original);
  assert.equal(await printed(cell), "42\n");
});

test("a module that is created after its import failed is found", async () => {
  const cell = 'import { fresh } from "../src/fresh.ts"; fresh';
  assert.match((await failed(cell)).evalue, /TS2307/);
  await writeFile(join(session.fixture.root, "src", "fresh.ts"), "export const fresh = 1;\n");
  assert.equal(await printed(cell), "1\n");
});

test("cells are type-checked strictly", async () => {
  assert.match(
    (await failed("function loose(x) { return x; }")).evalue,
    /implicitly has an 'any' type. \(TS7006\)/,
  );
  assert.match((await failed("const s: string = null;")).evalue, /TS2322/);
});

test("every type error is told with line, column, code and the line itself", async () => {
  const error = await failed(
    'const ok = 1;\nconst n: number = "x";\nconst o: { a: { b: number } } = { a: { b: "y" } };',
  );
  assert.equal(error.ename, "TypeScriptError");
  assert.equal(
    error.evalue,
    "2:7 - Type 'string' is not assignable to type 'number'. (TS2322) (and 1 more)",
  );
  const text = error.traceback.join("\n");
  assert.match(text, /^> 2 \| const n: number = "x";$/m);
  assert.match(text, /^3:40 - .*\(TS2322\)$/m);
  assert.doesNotMatch(text, /\[object Object\]/);
});

test("chains of messages are flattened", async () => {
  const error = await failed("const f: (x: number) => void = (x: string) => {};");
  assert.match(error.traceback.join("\n"), /Types of parameters 'x' and 'x' are incompatible/);
});

test("a forgotten await is hinted at", async () => {
  const program = "async function one(): Promise<number> { return 1; }\n";
  assert.match(
    (await failed(`${program}const a: number = one();`)).traceback.join("\n"),
    /Did you forget to use 'await'\?/,
  );
  assert.match(
    (await failed(`${program}one() + 1;`)).traceback.join("\n"),
    /Did you forget to use 'await'\?/,
  );
});

test("an error in src names its file and line, and the cell's own line", async () => {
  const error = await failed(
    'import { Queue as Empty } from "../src/queue";\n\nnew Empty<number>().get();',
  );
  assert.deepEqual(error, {
    output_type: "error",
    ename: "RangeError",
    evalue: "the queue is empty",
    traceback: [
      "RangeError: the queue is empty",
      "    at Queue.get (src/queue.ts line 18)",
      "    at cell line 3",
      "> 3 | new Empty<number>().get();",
    ],
  });
});

test("a traceback names the line of an earlier cell, and no path of the machine", async () => {
  await printed("// first line\nfunction thrower(): never {\n  throw new TypeError('deep');\n}");
  const { traceback } = await failed("interface Erased {\n  a: 1;\n}\nthrower();");
  assert.match(traceback[1]!, /^ {4}at thrower \(cell \[\d+\] line 3\)$/);
  assert.equal(traceback[2], "    at cell line 4");
  assert.doesNotMatch(traceback.join("\n"), /node:|node_modules|\/tmp|shim/);
});

test("an error that is printed looks the same everywhere: no places", async () => {
  assert.equal(await printed('console.log(new Error("boom"))'), "[Error: boom]\n");
  assert.equal(await printed('new Error("boom").stack'), "Error: boom\n");
});

for (const [form, code, expected] of [
  ["a call", "await (async () => 5)()", "5\n"],
  ["parentheses", "await (Promise.resolve(6))", "6\n"],
  ["a lone for await", "for await (const v of [Promise.resolve(1), 2]) console.log(v);", "1\n2\n"],
  ["a template", "`${await Promise.resolve(3)}`", "3\n"],
  ["an object", "({ k: await Promise.resolve(1), l: [await 2] })", "{ k: 1, l: [ 2 ] }\n"],
  ["a condition", "if (await Promise.resolve(true)) console.log('yes');", "yes\n"],
  ["an argument", "console.log(Math.max(await Promise.resolve(1), 0));", "1\n"],
  ["a heritage clause", "class Sub extends (await Promise.resolve(Map)) {} new Sub().size", "0\n"],
  ["a declaration", "const { a: awaited } = await Promise.resolve({ a: 9 }); awaited", "9\n"],
  ["a block", "{ { await null; console.log('in'); } }", "in\n"],
] as const) {
  test(`top-level await works in ${form}`, async () => assert.equal(await printed(code), expected));
}

test("await in a function that is not async stays an error", async () => {
  assert.match((await failed("function f() { await null; }")).evalue, /TS1308/);
});

test("names of earlier cells work in shorthand, destructuring and calls", async () => {
  await printed("let left = 1, right = 2; function self(this: unknown) { return this; }");
  assert.equal(await printed("({ left, right })"), "{ left: 1, right: 2 }\n");
  await printed("[left, right] = [right, left];");
  assert.equal(await printed("[left, right]"), "[ 2, 1 ]\n");
  await printed("({ left, right = 5 } = { left: 7 } as { left: number; right?: number });");
  assert.equal(await printed("[left, right]"), "[ 7, 5 ]\n");
  assert.equal(await printed("self() === undefined || self() === globalThis"), "true\n");
  assert.equal(await printed("left++; left += 2; left"), "10\n");
  await printed("interface Point { left: number } const point: Point = { left: 3 };");
  assert.equal(
    await printed("const { left: inner } = point; ({ left } = point); [inner, left]"),
    "[ 3, 3 ]\n",
  );
});

test("an assignment to an earlier cell's variable is seen by that cell's functions", async () => {
  await printed("let count = 0; const increment = () => ++count;");
  await printed("count = 10;");
  assert.equal(await printed("increment()"), "11\n");
  assert.equal(await printed("count"), "11\n");
});

test("a name can be declared again, also with another type", async () => {
  await printed("const again = 1;");
  assert.equal(await printed('const again = "two"; again.length'), "3\n");
  assert.equal(await printed("let again = [3]; again"), "[ 3 ]\n");
  assert.equal(
    await printed("class Again {} function again() { return new Again(); } again()"),
    "Again {}\n",
  );
});

test("a cell that throws keeps what it declared before", async () => {
  await failed("const kept2 = 5; if (kept2) throw new Error('x'); const lost2 = 1;");
  assert.equal(await printed("kept2"), "5\n");
  assert.equal((await failed("lost2")).ename, "ReferenceError");
});

test("an expression before a type or function declaration is printed", async () => {
  assert.equal(await printed("40 + 2; interface Shape { x: number }"), "42\n");
  assert.equal(await printed("43; function hoisted() {}"), "43\n");
  assert.equal(await printed("44; type Alias = Shape;"), "44\n");
});

test("enums, namespaces, generics and type-only imports reach later cells", async () => {
  await printed(
    'import type { Clock as C } from "../src"; enum Level { Low, High } type Of<T> = { of: T };',
  );
  assert.equal(
    await printed(
      "const known: C = { now: () => Level.High }; const o: Of<number> = { of: known.now() }; o",
    ),
    "{ of: 1 }\n",
  );
});

test("known: a last line that starts with a bracket joins the line above without a semicolon", async () => {
  assert.equal(await printed("const list = [10, 20]\nlist\n[1]"), "20\n");
});

test("timers fire in the same order in every cell", async () => {
  const probe = `const order: string[] = [];
setTimeout(() => order.push("timeout"), 0);
setImmediate(() => order.push("immediate"));
process.nextTick(() => order.push("nextTick"));
Promise.resolve().then(() => order.push("promise"));
await new Promise((resolve) => setTimeout(resolve, 20));
order.join(" ")`;
  for (let i = 0; i < 5; i++)
    assert.equal(await printed(probe), "promise nextTick immediate timeout\n");
});

test("packages and Node's modules can be imported", async () => {
  assert.equal(await printed('import { basename } from "node:path"; basename("/a/b")'), "b\n");
  assert.equal(
    await printed('import { setTimeout as wait } from "node:timers/promises"; await wait(1, "v")'),
    "v\n",
  );
});

test("a cell that starts with @module is a module for later cells", async () => {
  await printed("/** @module shapes */\nexport const side = 3;");
  assert.equal(await printed('import { side } from "./shapes"; side'), "3\n");
});
