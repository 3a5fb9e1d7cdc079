import assert from "node:assert/strict";
import { test } from "node:test";
import type { Queue } from "../queue.ts";
import { QueueShutDown } from "../errors.ts";
import type { Item } from "../report.ts";
import { type Ending, endWithoutCounting } from "./lesson5-ending.ts";
import { accepts, rejects } from "./testing.ts";

type Use = (item: Item) => Promise<void>;

const untilShutDown = async (data: Queue<Item>, use: Use): Promise<void> => {
  for await (const item of data) await use(item);
};

const right: Ending = {
  consumer: untilShutDown,
  async main(data, making, using) {
    await making;
    data.shutdown();
    await using;
  },
};

test("5.3 accepts a shutdown after the last producer, and for await", async () => {
  await accepts(endWithoutCounting, right);
});

test("5.3 accepts get with a caught QueueShutDown, and join before the shutdown", async () => {
  await accepts(endWithoutCounting, {
    async consumer(data, use) {
      for (;;) {
        try {
          await use(await data.get());
          data.taskDone();
        } catch (error) {
          if (error instanceof QueueShutDown) return;
          throw error;
        }
      }
    },
    async main(data, making, using) {
      await making;
      await data.join();
      data.shutdown();
      await using;
    },
  });
});

test("5.3 rejects counting, names the deadlock and shows the smallest case", async () => {
  const verdict = await rejects(endWithoutCounting, {
    async consumer(data, use) {
      for (let done = 0; done < 60; done++) await use(await data.get());
    },
    async main(_, making, using) {
      await making;
      await using;
    },
  });
  assert.match(verdict.because, /1 producer, 1 consumer, 1 item each: DeadlockError/);
  assert.match(verdict.because, /consumer waits for an item in data/);
  assert.match(verdict.figure ?? "", /^<svg/);
});

test("5.3 rejects nobody saying that it is over", async () => {
  const verdict = await rejects(endWithoutCounting, {
    ...right,
    async main(_, making, using) {
      await Promise.all([making, using]);
    },
  });
  assert.match(verdict.because, /DeadlockError/);
});

test("5.3 rejects waiting for the consumers before the shutdown", async () => {
  await rejects(endWithoutCounting, {
    ...right,
    async main(data, making, using) {
      await Promise.all([making, using]);
      data.shutdown();
    },
  });
});

test("5.3 rejects a shutdown while producers still make items", async () => {
  const verdict = await rejects(endWithoutCounting, {
    ...right,
    async main(data, making, using) {
      data.shutdown();
      await making;
      await using;
    },
  });
  assert.match(verdict.because, /QueueShutDown|processed/);
});

test("5.3 rejects a shutdown that drops what is in the queue", async () => {
  const verdict = await rejects(endWithoutCounting, {
    ...right,
    async main(data, making, using) {
      await making;
      data.shutdown({ immediate: true });
      await using;
    },
  });
  assert.match(verdict.because, /\d+ of \d+ items were processed/);
});

test("5.3 rejects a consumer that takes an empty queue for the end", async () => {
  const verdict = await rejects(endWithoutCounting, {
    ...right,
    async consumer(data, use) {
      while (!data.empty) await use(data.getNowait());
    },
  });
  assert.match(verdict.because, /1 of 2 items were processed/);
});

test("5.3 rejects a main that does not wait for the consumers", async () => {
  const verdict = await rejects(endWithoutCounting, {
    ...right,
    async main(data, making) {
      await making;
      data.shutdown();
    },
  });
  assert.match(verdict.because, /main has ended, and consumer/);
});

test("5.3 rejects a consumer that lets QueueShutDown escape", async () => {
  const verdict = await rejects(endWithoutCounting, {
    ...right,
    async consumer(data, use) {
      for (;;) await use(await data.get());
    },
  });
  assert.match(verdict.because, /QueueShutDown: data is shut down/);
});

test("5.3 rejects a consumer that asks without pause, instead of hanging", async () => {
  const verdict = await rejects(endWithoutCounting, {
    ...right,
    async consumer(data, use) {
      for (;;) {
        while (data.empty) await Promise.resolve();
        await use(data.getNowait());
      }
    },
  });
  assert.match(verdict.because, /looked at 100,000 times/);
});
