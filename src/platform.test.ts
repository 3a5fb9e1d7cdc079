/**
 * The library where there is neither a tick nor an AsyncLocalStorage: as in a page. What is hidden
 * here has to be hidden before the library is loaded, hence a file of its own and late imports.
 */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { MessageChannel as NodeChannel, type MessagePort } from "node:worker_threads";

const ports: MessagePort[] = [];
class CountedChannel extends NodeChannel {
  constructor() {
    super();
    ports.push(this.port1);
  }
}
Object.assign(globalThis, { setImmediate: undefined, MessageChannel: CountedChannel });
Object.assign(process, { getBuiltinModule: undefined });
after(() => ports.forEach((port) => port.close())); // an open port keeps Node alive

const { EventLoop, gather, Queue, SimulatedClock } = await import("./index.ts");
const { currentTask } = await import("./context.ts");

test("tasks that take turns are told apart, through nested calls and any number of microtasks", async () => {
  const clock = new SimulatedClock();
  const loop = new EventLoop({ clock });
  const data = new Queue<number>({ name: "data" });
  const nested = async (hops: number) => {
    for (let i = 0; i < hops; i++) await Promise.resolve();
    return currentTask()?.name;
  };
  const seen: (string | undefined)[] = [];
  const produce = loop.createTask(
    async () => {
      for (let i = 0; i < 5; i++) {
        seen.push(await nested(i * 10));
        await data.put(i);
      }
    },
    { name: "producer" },
  );
  const consume = loop.createTask(
    async () => {
      for (let i = 0; i < 5; i++) {
        await data.get();
        seen.push(await nested(20 - i));
        await clock.sleep(1);
      }
    },
    { name: "consumer" },
  );
  await loop.runUntilComplete(gather([produce, consume]));
  assert.deepEqual(seen.filter((name) => name === "producer").length, 5);
  assert.deepEqual(seen.filter((name) => name === "consumer").length, 5);
  const put = loop.trace.records.filter((record) => record.type === "put");
  assert.ok(put.every((record) => "task" in record && record.task === produce.id));
});

test("a message is sent for each turn, and the clock does not overtake a slow task", async () => {
  const clock = new SimulatedClock();
  const log: string[] = [];
  const slow = async () => {
    await clock.sleep(10);
    for (let i = 0; i < 1_000; i++) await Promise.resolve();
    await clock.sleep(5);
    log.push(`slow@${clock.now()}`);
  };
  const other = async () => {
    await clock.sleep(20);
    log.push(`other@${clock.now()}`);
  };
  await Promise.all([slow(), other()]);
  assert.deepEqual(log, ["slow@15", "other@20"]);
});
