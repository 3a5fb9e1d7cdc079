import assert from "node:assert/strict";
import { test } from "node:test";
import { Queue } from "./queue.ts";
import { type PutGet, queueRun, type Schedule } from "./queue-run.ts";

const problems = async (queue: PutGet<number>, schedule: Schedule) =>
  (await queueRun(queue, schedule)).flatMap(({ problem }) => problem ?? []);

/** A queue whose behaviour is written down step by step. */
function scripted(put: (item: number) => unknown, get: () => PromiseLike<number>): PutGet<number> {
  return { put, get };
}

const never = () => new Promise<number>(() => {});

test("a run tells what is inside, who waits and what was handed over after each step", async () => {
  const states = await queueRun(new Queue<number>(), ["put", "put", "get", ["get", "get"], "put"]);
  assert.deepEqual(states, [
    { step: "put 1", items: ["1"], waiting: [], handedOver: [] },
    { step: "put 2", items: ["1", "2"], waiting: [], handedOver: [] },
    { step: "A asks", items: ["2"], waiting: [], handedOver: ["1 → A"] },
    { step: "B asks, C asks", items: [], waiting: ["C"], handedOver: ["2 → B"] },
    { step: "put 3", items: [], waiting: [], handedOver: ["3 → C"] },
  ]);
});

test("items may be numbered from 0, and the 27th who asks is called A2", async () => {
  const many = Array.from({ length: 27 }, () => "get" as const);
  const [waiting, put] = await queueRun(new Queue<number>(), [many, "put"], { firstItem: 0 });
  assert.equal(waiting?.waiting.at(-1), "A2");
  assert.deepEqual(put?.handedOver, ["0 → A"]);
});

test("a right queue breaks no rule", async () => {
  const schedule: Schedule = ["get", ["put", "put"], "get", ["get", "put", "get"], "put", "put"];
  assert.deepEqual(await problems(new Queue<number>(), schedule), []);
});

test("an item and somebody who waits at the same time are a problem, in every step that it lasts", async () => {
  const deaf = scripted(() => {}, never);
  assert.deepEqual(await problems(deaf, ["get", "put", "put"]), [
    "item 1 was put, A waits, and they do not meet",
    "item 1 was put, A waits, and they do not meet",
  ]);
});

test("an item that nobody has put is a problem", async () => {
  const inventive = scripted(
    () => {},
    () => Promise.resolve(7),
  );
  assert.deepEqual(await problems(inventive, ["get"]), ["A got 7, which nobody has put"]);
});

test("an item for two is a problem", async () => {
  const generous = scripted(
    () => {},
    () => Promise.resolve(1),
  );
  assert.deepEqual(await problems(generous, ["put", "get", "get"]), [
    "item 1 was handed over twice: to A and to B",
  ]);
});

test("who is served before somebody who asked earlier is a problem", async () => {
  const waiters: ((item: number) => void)[] = [];
  const stack = scripted(
    (item) => waiters.pop()?.(item),
    () => new Promise((resolve) => waiters.push(resolve)),
  );
  assert.deepEqual(await problems(stack, ["get", "get", "put"]), [
    "B was served, though A had asked before",
  ]);
});

test("a newer item before an older one is a problem", async () => {
  const items: number[] = [];
  const stack = scripted(
    (item) => items.push(item),
    () => Promise.resolve(items.pop() ?? 0),
  );
  assert.deepEqual(await problems(stack, ["put", "put", "get"]), [
    "A got item 2, though item 1 was put before it",
  ]);
});

test("a put or a get that fails, at once or later, is a problem and ends nothing", async () => {
  const failing = scripted(
    () => Promise.reject(new Error("no room")),
    () => {
      throw new Error("no item");
    },
  );
  assert.deepEqual(await problems(failing, ["put", "get"]), [
    "put 1 failed: no room",
    "the get of A failed: no item",
  ]);
});

test("in a queue with a maxSize, a put waits if and only if there is no room", async () => {
  const [, second, third] = await queueRun(
    new Queue<number>({ maxSize: 1 }),
    ["put", "put", "get"],
    {
      maxSize: 1,
    },
  );
  assert.deepEqual([second?.items, second?.problem], [["1", "(2)"], undefined]);
  assert.deepEqual([third?.items, third?.problem], [["2"], undefined]);
  const [, crowded] = await queueRun(new Queue<number>(), ["put", "put"], { maxSize: 1 });
  assert.equal(crowded?.problem, "2 items are inside, and there is room for 1");
  const [, timid] = await queueRun(new Queue<number>({ maxSize: 1 }), ["put", "put"], {
    maxSize: 2,
  });
  assert.equal(timid?.problem, "the put of item 2 waits, though there is room");
});
