import assert from "node:assert/strict";
import { test } from "node:test";
import type { Done, EngineEvent } from "../protocol.ts";
import { RunLine } from "./run-line.ts";

/** A line whose runs end when the test says so. */
function lineOfRuns(): {
  readonly line: RunLine;
  readonly told: string[];
  readonly started: string[];
  readonly end: (status?: Done["status"]) => Promise<void>;
  readonly isAwaited: () => boolean;
} {
  const told: string[] = [];
  const started: string[] = [];
  const ends: ((status: Done["status"]) => void)[] = [];
  let awaited = (): boolean => false;
  const tell = (event: EngineEvent): void => {
    const cell = "cellId" in event ? event.cellId : "";
    told.push(event.type === "done" ? `${cell} ${event.status}` : `${cell} ${event.type}`);
  };
  const line = new RunLine(tell, async ({ cellId }, isRunning) => {
    started.push(cellId);
    awaited = isRunning;
    const status = await new Promise<Done["status"]>((resolve) => ends.push(resolve));
    return { type: "done", cellId, status };
  });
  const end = async (status: Done["status"] = "ok"): Promise<void> => {
    ends.shift()?.(status);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { line, told, started, end, isAwaited: () => awaited() };
}

test("runs go one after the other, in the order in which they were asked for", async () => {
  const { line, told, started, end } = lineOfRuns();
  const runs = ["a", "b"].map(async (cellId) => await line.run({ cellId }));
  assert.deepEqual([started, line.running], [["a"], "a"]);
  await end();
  assert.deepEqual(started, ["a", "b"]);
  await end();
  assert.deepEqual(
    (await Promise.all(runs)).map(({ status }) => status),
    ["ok", "ok"],
  );
  assert.deepEqual(told, ["a queued", "b queued", "a ok", "b ok"]);
  assert.equal(line.running, undefined);
});

test("those that wait behind a cell that fails are not run; what is asked for later is", async () => {
  const { line, started, end } = lineOfRuns();
  const [failing, waiting] = ["a", "b"].map(async (cellId) => await line.run({ cellId }));
  await end("error");
  assert.equal((await failing)?.status, "error");
  assert.equal((await waiting)?.status, "interrupted");
  void line.run({ cellId: "c" });
  assert.deepEqual(started, ["a", "c"]);
});

test("a run that is abandoned ends at once, and what becomes of it is not told", async () => {
  const { line, told, end, isAwaited } = lineOfRuns();
  const run = line.run({ cellId: "a" });
  assert.equal(isAwaited(), true);
  line.abandon();
  assert.equal((await run).status, "interrupted");
  assert.equal(isAwaited(), false);
  await end("error");
  assert.deepEqual(told, ["a queued", "a interrupted"]);
  line.abandon();
});

test("while the line is held nothing starts, and then the first that waits; those that are dropped never do", async () => {
  const { line, started, end } = lineOfRuns();
  line.hold();
  const dropped = line.run({ cellId: "a" });
  line.drop();
  void line.run({ cellId: "b" });
  assert.equal((await dropped).status, "interrupted");
  assert.deepEqual(started, []);
  line.goOn();
  line.goOn();
  assert.deepEqual(started, ["b"]);
  await end();
});
