import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { CellTimeout } from "./client.ts";
import { startFixture, text } from "./testing.ts";

let session: Awaited<ReturnType<typeof startFixture>>;
before(async () => {
  session = await startFixture();
});
after(() => session.stop());

for (const [thrown, shown] of [
  ['"x"', "'x'"],
  ["undefined", "undefined"],
  ["null", "null"],
  ["{ a: 1 }", "{ a: 1 }"],
] as const) {
  test(`throw ${thrown} is told to be no Error`, async () => {
    const error = await session.failed(`throw ${thrown};`);
    assert.equal(error.ename, "Thrown");
    assert.equal(
      error.evalue,
      `${shown} (thrown, but not an Error: it has no message and no stack)`,
    );
  });
}

test("an error of a class of the cell's own is named after it, with its cause", async () => {
  const error = await session.failed(
    'class QueueFull extends Error {}\nthrow new QueueFull("no room", { cause: new Error("why") });',
  );
  assert.equal(error.ename, "QueueFull");
  assert.equal(error.evalue, "no room");
  assert.match(error.traceback.join("\n"), /\[cause\]: \[Error: why\]/);
});

test("an error whose properties throw is still told", async () => {
  const error = await session.failed(
    'throw Object.defineProperty(new Error("odd"), "name", { get() { return 5; } });',
  );
  assert.equal(error.evalue, "odd");
});

test("a rejection that floats fails the cell that let it float", async () => {
  const error = await session.failed(
    'console.log("before");\nPromise.reject(new Error("nobody"));',
  );
  assert.equal(error.ename, "UnhandledRejection");
  assert.equal(error.evalue, "Error: nobody (a promise was rejected and nobody awaited it)");
  assert.equal(error.traceback.at(-1), '> 2 | Promise.reject(new Error("nobody"));');
});

test("a rejection that floats ends a cell that would wait for ever", async () => {
  const error = await session.failed(
    "void (async () => { throw new TypeError('lost'); })();\nawait new Promise(() => {});",
  );
  assert.equal(error.evalue, "TypeError: lost (a promise was rejected and nobody awaited it)");
});

test("an error thrown by a timer fails the running cell", async () => {
  const error = await session.failed(
    "setTimeout(() => { throw new RangeError('tick'); }, 1);\nawait new Promise(() => {});",
  );
  assert.equal(error.ename, "UncaughtException");
  assert.match(error.evalue, /^RangeError: tick \(thrown by a callback/);
});

test("a rejection that is handled in time fails nothing", async () => {
  assert.equal(
    await session.printed(
      "const p = Promise.reject(new Error('ok')); await p.catch(() => 'handled')",
    ),
    "handled\n",
  );
});

test("a cell that listens to unhandled rejections itself is in charge", async () => {
  const code = `const heard = new Promise((resolve) => process.once("unhandledRejection", resolve));
void Promise.reject("mine");
await heard`;
  assert.equal(await session.printed(code), "mine\n");
});

test("a rejection after its cell has ended is reported as late", async () => {
  await session.printed('setTimeout(() => void Promise.reject(new Error("afterwards")), 150); 1');
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const { status, late } = await session.run("2");
  assert.equal(status, "ok");
  assert.equal(late.length, 1);
  assert.equal(
    late[0]?.output_type === "error" && late[0].evalue,
    "Error: afterwards (a promise was rejected and nobody awaited it)",
  );
});

test("process.exit is refused and the kernel keeps running", async () => {
  const error = await session.failed("process.exit(1);");
  assert.equal(error.ename, "ProcessExit");
  assert.equal(error.evalue, "process.exit(1) was called in this cell; the kernel keeps running");
  const late = await session.failed(
    "setTimeout(() => process.exit(), 1); await new Promise(() => {});",
  );
  assert.equal(late.evalue, "process.exit() was called in this cell; the kernel keeps running");
  assert.equal(await session.printed("1"), "1\n");
});

for (const [what, code] of [
  ["an endless loop", "for (;;);"],
  ["an endless loop after an await", "await null; for (;;);"],
  [
    "an endless loop in a timer",
    "setTimeout(() => { for (;;); }, 1); await new Promise(() => {});",
  ],
  ["an endless chain of microtasks", "for (;;) await null;"],
  ["a thread that sleeps", "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);"],
  ["an await that nobody answers", "await new Promise(() => {});"],
] as const) {
  test(`${what} can be interrupted, and the kernel keeps its state`, async () => {
    await session.printed('const state = "kept";');
    const running = session.kernel.execute(`console.log("started"); ${code}`, {
      timeoutMs: 20_000,
      // Twice, as an impatient person would.
      onOutput: (output) => {
        if (output.output_type === "stream") for (let i = 0; i < 2; i++) session.kernel.interrupt();
      },
    });
    const result = await running;
    assert.equal(result.status, "error");
    const [printed, error] = result.outputs;
    assert.equal(printed?.output_type === "stream" && printed.text, "started\n");
    assert.equal(error?.output_type === "error" && error.ename, "Interrupted");
    assert.equal(await session.printed("await Promise.resolve(state)"), "kept\n");
    assert.equal(await session.printed("await new Promise((r) => setTimeout(r, 5)); 1"), "1\n");
  });
}

test("a cell that runs too long is interrupted and the kernel stays usable", async () => {
  const running = session.kernel.execute("await null; for (;;);", { timeoutMs: 300 });
  await assert.rejects(running, new CellTimeout("the cell ran longer than 300 ms"));
  assert.equal(text(await session.run("1")), "1\n");
});
