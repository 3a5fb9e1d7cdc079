import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { OutputLimit, type Output } from "./client.ts";
import { startFixture, text } from "./testing.ts";

let session: Awaited<ReturnType<typeof startFixture>>;
before(async () => {
  session = await startFixture();
});
after(() => session.stop());

test("none of 100,000 lines is lost or moved", async () => {
  const { outputs } = await session.run("for (let i = 0; i < 100_000; i++) console.log(i);");
  assert.equal(outputs.length, 1);
  const expected = Array.from({ length: 100_000 }, (_, i) => `${i}\n`).join("");
  assert.ok(outputs[0]?.output_type === "stream" && outputs[0].text === expected);
});

test("stdout, stderr and displays keep their order", async () => {
  const { outputs } = await session.run(`import { display } from "tslab";
for (let i = 0; i < 400; i++) { console.log("out", i); console.error("err", i); }
display.html("<b>here</b>"); console.log("after");`);
  assert.equal(outputs.length, 802);
  assert.deepEqual(outputs.slice(798), [
    { output_type: "stream", name: "stdout", text: "out 399\n" },
    { output_type: "stream", name: "stderr", text: "err 399\n" },
    { output_type: "display_data", data: { "text/html": "<b>here</b>" }, metadata: {} },
    { output_type: "stream", name: "stdout", text: "after\n" },
  ]);
});

test("what a loop prints appears while it blocks the thread", async () => {
  const seen: number[] = [];
  await session.kernel.execute(
    `const memory = new Int32Array(new SharedArrayBuffer(4));
for (let i = 0; i < 3; i++) { console.log(i); Atomics.wait(memory, 0, 0, 300); }`,
    { onOutput: () => seen.push(performance.now()) },
  );
  assert.equal(seen.length, 3);
  assert.ok(
    seen[2]! - seen[0]! > 400,
    `expected about 600 ms between first and last, got ${seen[2]! - seen[0]!}`,
  );
});

test("text is not broken inside a character, and write calls back", async () => {
  const { outputs } = await session.run(`const bytes = Buffer.from("日本€");
process.stdout.write(bytes.subarray(0, 4)); process.stdout.write(bytes.subarray(4));
process.stdout.write("6869", "hex");
await new Promise<void>((resolve) => process.stdout.write("!\\n", () => resolve()));`);
  assert.equal(text({ outputs } as never), "日本€hi!\n");
});

test("a display is updated, also by a later cell", async () => {
  const updates: Output[] = [];
  const watched = await startFixture({ onUpdate: (output) => updates.push(output) });
  const first = await watched.run(
    `import { newDisplay } from "tslab"; const d = newDisplay(); d.text("one"); d.text("two");`,
  );
  assert.deepEqual(first.outputs, [
    { output_type: "display_data", data: { "text/plain": "two" }, metadata: {} },
  ]);
  await watched.run('d.html("<i>three</i>");');
  assert.deepEqual(first.outputs[0], {
    output_type: "display_data",
    data: { "text/html": "<i>three</i>" },
    metadata: {},
  });
  assert.equal(updates.at(-1), first.outputs[0]);
  await watched.stop();
});

test("a line printed after its cell has ended is reported as late", async () => {
  await session.printed('setTimeout(() => console.log("late"), 150); 1');
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const { outputs, late } = await session.run("2");
  assert.deepEqual(late, [{ output_type: "stream", name: "stdout", text: "late\n" }]);
  assert.deepEqual(outputs, [{ output_type: "stream", name: "stdout", text: "2\n" }]);
});

test("what is written after the last cell is reported by shutdown", async () => {
  const other = await startFixture();
  await other.printed('setTimeout(() => console.log("very late"), 150); 1');
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const { late } = await other.kernel.shutdown();
  assert.deepEqual(late, [{ output_type: "stream", name: "stdout", text: "very late\n" }]);
  await other.fixture.remove();
});

test("a cell that writes more than it may is stopped", async () => {
  const running = session.kernel.execute('for (;;) console.log("x".repeat(1000));', {
    maxOutputBytes: 100_000,
  });
  await assert.rejects(running, new OutputLimit("the cell wrote more than 100000 bytes"));
  assert.equal(await session.printed("1"), "1\n");
});
