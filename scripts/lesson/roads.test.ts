/**
 * The two roads of our own give the same, to the byte: lessons, and cells that are hard in one way each.
 * Some lessons are enough: jupyter.test.ts runs all of them on the same kernel through a client that we did not write,
 * and `npm run check`, on the fast road, compares with the same outputs.
 */
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { FastRoad } from "../kernel/fast/fast-road.ts";
import { protocolRoad } from "../kernel/protocol-road.ts";
import type { Road } from "../kernel/session.ts";
import { contentCache } from "./cache.ts";
import { readCourse } from "./course.ts";
import { executeLesson, type CellRun } from "./execute.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import type { Lesson } from "./lesson.ts";
import { hasTag } from "./notebook.ts";
import { code, lesson, projectRoot } from "./testing.ts";

const root = projectRoot;
const fast = new FastRoad();
after(() => fast.close());

/** What a road gives: the runs, or the paragraph that says what is wrong. */
async function outcome(
  road: Road,
  one: Lesson,
  limits?: Limits,
): Promise<readonly CellRun[] | string> {
  const run = executeLesson(one, { root, road, ...(limits && { limits }) });
  return await run.then(
    ({ runs }) => runs,
    (error: Error) => `${error.name}: ${error.message}`,
  );
}

const { lessons, pages } = await readCourse(root);
const cache = await contentCache(root, defaultLimits, "fast");

/** What the fast road gives; where nothing that decides it has changed since it last did, that is known. */
async function fastOutcome(one: Lesson): Promise<readonly CellRun[] | string> {
  return (await cache.get(one)).runs ?? (await outcome(fast, one));
}

const compared = [...lessons, ...pages].filter((_, index) => index % 4 === 0);

describe("every fourth lesson gives the same on both roads", () => {
  for (const one of compared) {
    test(one.slug, async () => {
      const [ours, protocols] = await Promise.all([fastOutcome(one), outcome(protocolRoad, one)]);
      assert.deepEqual(comparable(one, ours), comparable(one, protocols));
      assert.ok(typeof ours !== "string" && ours.length > 10, "it ran");
    });
  }
});

/** A cell that measures or really waits gives something else each time; that it ran well is compared. */
function comparable({ notebook }: Lesson, runs: readonly CellRun[] | string): unknown {
  if (typeof runs === "string") return runs;
  const timed = notebook.cells.filter((cell) => hasTag(cell, "real-time")).map(({ id }) => id);
  return runs.map(({ id, status, outputs }) =>
    timed.includes(id) ? [id, status] : [id, status, outputs],
  );
}

/** One notebook: each cell may use what the ones before it declare. */
const sources: readonly string[] = [
  // Values and their text.
  "6 * 7",
  "null",
  '""',
  "({ a: [1, 'x'], b: new Map([[1, { c: true }]]), c: Symbol('s'), d: 10n })",
  "({ first: 'x'.repeat(40), second: 'y'.repeat(40) })",
  "[process.stdout.isTTY, process.env.FORCE_COLOR, process.stdout.columns]",
  "console.log('%s is %d years and %j', 'she', 42, { a: 1 }); console.error('err'); console.table([{ a: 1 }]);",
  "console.group('in'); console.log('two\\nlines'); console.groupEnd(); console.dir({ a: { b: { c: {} } } }, { depth: 0 });",
  "process.stdout.write(Buffer.from([0xe2, 0x82])); process.stdout.write(Buffer.from([0xac, 10])); process.stderr.write('e\\n');",
  "'\\u2028 \\u0000 \\ud800'",
  "for (let i = 0; i < 3000; i++) console.log(i, 'x'.repeat(i % 50));",
  // Compilation.
  'import { Queue } from "../src/queue.ts"; import type { Clock } from "../src"; typeof Queue',
  "const clock: Clock | undefined = undefined; clock === undefined",
  '(await import("../src/index.ts")).Queue === Queue',
  'import { basename } from "node:path"; basename("/a/b")',
  "const again = 1;",
  'const again = "two"; again.length',
  "let left = 1, right = 2; function self(this: unknown) { return this; }",
  "[left, right] = [right, left]; ({ left, right })",
  "self() === undefined || self() === globalThis",
  "let count = 0; const increment = () => ++count;",
  "count = 10;",
  "[increment(), count]",
  "enum Level { Low, High } type Of<T> = { of: T }; namespace Names { export const one = 1; }",
  "const of: Of<Level> = { of: Level.High }; [of, Names.one]",
  "40 + 2; interface Shape { x: number }",
  "const list = [10, 20]\nlist\n[1]",
  "/** @module shapes */\nexport const side = 3;",
  'import { side } from "./shapes"; side',
  "abstract class Base<T> { #x = 1; get x(): number { return this.#x; } } class Sub extends Base<string> {} new Sub().x",
  "@(function tag(c: Function) { Object.assign(c, { tagged: true }); }) class Tagged {} (Tagged as unknown as { tagged: boolean }).tagged",
  "declare global { interface Array<T> { last(): T | undefined } } Array.prototype.last = function () { return this[this.length - 1]; };",
  "[1, 2, 3].last()",
  "// only a comment",
  "",
  // Top-level await.
  "await (async () => 5)()",
  "await (Promise.resolve(6))",
  "for await (const v of [Promise.resolve(1), 2]) console.log(v);",
  "`${await Promise.resolve(3)}`",
  "if (await Promise.resolve(true)) console.log('yes');",
  "class Awaited2 extends (await Promise.resolve(Map)) {} new Awaited2().size",
  "const { a: awaited, ...others } = await Promise.resolve({ a: 9, b: 8 }); [awaited, others]",
  // Order in the event loop.
  `const order: string[] = [];
setTimeout(() => order.push("timeout"), 0);
setImmediate(() => order.push("immediate"));
process.nextTick(() => order.push("nextTick"));
Promise.resolve().then(() => order.push("promise"));
queueMicrotask(() => order.push("microtask"));
await new Promise((resolve) => setTimeout(resolve, 20));
order.join(" ")`,
  'setImmediate(() => console.log("after the last value")); "the last value"',
  // Errors, with their lines.
  "throw new RangeError('at the first line');",
  "\n\nfunction thrower(): never {\n  throw new TypeError('deep');\n}\nthrower();",
  "interface Erased {\n  a: 1;\n}\nthrower();",
  "new Queue<number>(0);",
  'import { Queue as Q } from "../src/queue.ts";\n\nnew Q<number>(-1);',
  "await (async () => {\n  await null;\n  throw new Error('after an await');\n})();",
  "class QueueFull extends Error {}\nthrow new QueueFull('no room', { cause: new Error('why') });",
  "throw Object.assign(new AggregateError([new Error('one'), new TypeError('two')], 'both'), { extra: { a: 1 } });",
  'throw "a text";',
  "throw undefined;",
  "throw { a: 1 };",
  'throw Object.defineProperty(new Error("odd"), "name", { get() { return 5; } });',
  "console.log(new Error('boom')); new Error('boom').stack",
  "(function deep(n: number): number { return n === 0 ? JSON.parse('{') : deep(n - 1) + 1; })(40)",
  "(function endless(): number { return endless() + 1; })()",
  "const kept2 = 5; if (kept2) throw new Error('x'); const lost2 = 1;",
  "kept2",
  "lost2",
  // Type errors.
  'const ok = 1;\nconst n: number = "x";\nconst o: { a: { b: number } } = { a: { b: "y" } };',
  "function loose(x) { return x; }",
  "const f: (x: number) => void = (x: string) => {};",
  "async function one(): Promise<number> { return 1; }\nconst a: number = one();",
  "function f2() { await null; }",
  'import { nothing } from "../src/no-such-file.ts";',
  'import { noSuchName } from "../src/queue.ts";',
  "const broken = ;",
  "not.declared()",
  "using x = null;",
  // Faults.
  'console.log("before");\nPromise.reject(new Error("nobody"));',
  "void (async () => { throw new TypeError('lost'); })();\nawait new Promise(() => {});",
  "setTimeout(() => { throw new RangeError('tick'); }, 1);\nawait new Promise(() => {});",
  "const p = Promise.reject(new Error('ok')); await p.catch(() => 'handled')",
  'const heard = new Promise((resolve) => process.once("unhandledRejection", resolve));\nvoid Promise.reject("mine");\nawait heard',
  "process.exit(1);",
  "setTimeout(() => process.exit(), 1); await new Promise(() => {});",
  "process.nextTick(() => { throw new Error('in a tick'); });",
  "[process.exitCode, typeof process.send, typeof require, typeof module, typeof exports]",
  // Displays.
  'import * as tslab from "tslab"; tslab.display.html("<b>x</b>"); tslab.display.svg("<svg/>"); tslab.display.markdown("*m*");',
  'console.log("above"); tslab.display.png(new Uint8Array([1, 2, 3])); console.log("below");',
  'const shown = tslab.newDisplay(); shown.text("first"); console.log("between"); shown.text("second");',
  'shown.html("third, from a later cell");',
  'tslab.display.raw("application/json", "{}"); [tslab.versions.tslab, tslab.versions.typescript]',
];

test("cells that are hard in one way each give the same on both roads", async () => {
  const failing = { tags: ["raises-error"] };
  const one = lesson(...sources.map((source, index) => code(`cell-${index}`, source, failing)));
  const [ours, protocols] = await Promise.all([outcome(fast, one), outcome(protocolRoad, one)]);
  assert.ok(typeof ours !== "string" && typeof protocols !== "string", JSON.stringify(ours));
  for (const [index, source] of sources.entries()) {
    assert.deepEqual(ours[index], protocols[index], source);
  }
  assert.equal(ours.length, sources.length);
});

/** Time is what ends a cell only where nothing else does: on a slow machine it must not come first. */
const limits: Limits = { cellTimeoutMs: 60_000, maxOutputBytes: 100_000, memoryMb: 150 };
/** A kernel's cell is compiled within its time; on the fast road only what it does counts. */
const shortMs = { protocol: 6_000, fast: 3_000 };

interface Ending {
  readonly source: string;
  /** The line that the fast road names. The other one may not know it: paragraphs are compared without. */
  readonly line?: number;
  /** The only one that it may name, where its process may be gone before it can say, or too deep in its printing. */
  readonly mayTellLine?: number;
  /** Whether its time is what ends it. */
  readonly waits?: true;
  /** Another ending that a kernel tells in the same way: it need not spin for this one as well. */
  readonly like?: string;
}

/** Each ends its lesson. */
const endings: Readonly<Record<string, Ending>> = {
  "an endless loop": { source: "let i = 0;\nfor (;;) i++;", line: 2, waits: true },
  "an endless loop in a function": {
    source: "function spin() {\n  for (;;);\n}\nspin();",
    line: 2,
    like: "an endless loop",
    waits: true,
  },
  "an endless loop after an await": { source: "await null;\n\nfor (;;);", line: 3, waits: true },
  "an endless loop in a timer": {
    source: "setTimeout(() => {\n  for (;;);\n}, 1);\nawait new Promise(() => {});",
    line: 2,
    like: "an endless loop after an await",
    waits: true,
  },
  "an await that nobody answers": { source: "await new Promise(() => {});", waits: true },
  "a thread that sleeps": {
    source: "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);",
    waits: true,
  },
  "a flood": { source: "for (;;)\n  console.log('x'.repeat(1000));", mayTellLine: 2 },
  "a flood of turns": {
    source: "for (;;) {\n  console.log('x'.repeat(1000));\n  await new Promise(setImmediate);\n}",
  },
  "too much memory": {
    source: "const all: string[][] = [];\nfor (;;) all.push(new Array<string>(1e5).fill('x'));",
    mayTellLine: 2,
  },
  "too much memory outside of the heap": {
    source: "const all: Buffer[] = [];\nfor (;;) all.push(Buffer.alloc(1e7, 1));",
    mayTellLine: 2,
  },
  "a signal": { source: 'process.kill(process.pid, "SIGKILL");' },
  "a timer left behind": { source: "setTimeout(() => console.log('late'), 60_000);" },
  "an interval left behind": { source: "setInterval(() => undefined, 60_000);" },
  "a line that comes too late": {
    source: "import { readFile } from 'node:fs';\nreadFile('.', () => console.log('late'));",
  },
};

/** They mostly wait for their time to be over. */
describe("what ends a lesson is told in the same words on both roads", { concurrency: 3 }, () => {
  const told = new Map<string, Promise<string>>();
  for (const [what, { source, line, mayTellLine, waits, like }] of Object.entries(endings)) {
    const one = lesson(code("fine", "1 + 1;"), code("ends", source));
    const on = async (road: Road, cellTimeoutMs: number): Promise<string> =>
      paragraphOf(await outcome(road, one, waits ? { ...limits, cellTimeoutMs } : limits));
    test(what, async () => {
      const same = like === undefined ? undefined : told.get(like);
      const asked = same ?? on(protocolRoad, shortMs.protocol);
      told.set(what, asked);
      const ours = await on(fast, shortMs.fast);
      const protocols = await asked;
      assert.match(protocols, /^LessonError: notebooks\/01-test\.ipynb, cell ends[,:]/);
      assert.equal(withoutLine(ours), withoutLine(protocols));
      if (line !== undefined) assert.match(ours, new RegExp(`, cell ends, line ${line}: `));
      if (mayTellLine !== undefined)
        assert.match(ours, new RegExp(`, cell ends(, line ${mayTellLine})?: `));
    });
  }
});

function paragraphOf(given: readonly CellRun[] | string): string {
  return typeof given === "string" ? given : `it ran: ${JSON.stringify(given)}`;
}

function withoutLine(paragraph: string): string {
  return paragraph
    .replace(/, line \d+:/, ":")
    .replace(/\n {4}\d+ \| .*$/, "")
    .replace(/within \d+ s/, "within its time");
}
