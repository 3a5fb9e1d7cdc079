import assert from "node:assert/strict";
import { test } from "node:test";
import { abortableSleep, type Sleep } from "./lesson8.ts";
import { type DrainThenStop, drainThenStop } from "./lesson8-drain.ts";
import { type Letterbox, letterbox } from "./lesson8-letterbox.ts";
import type { Signal } from "./stop-signal.ts";
import { accepts, rejects } from "./testing.ts";

const carefulSleep: Sleep = (timers, ms, signal) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const aborted = () => {
      timer.cancel();
      reject(signal.reason);
    };
    const timer = timers.callLater(ms, () => {
      signal.removeEventListener("abort", aborted);
      resolve();
    });
    signal.addEventListener("abort", aborted, { once: true });
  });

test("8.1 accepts a sleep that leaves nothing behind", async () => {
  await accepts(abortableSleep, carefulSleep);
});

test("8.1 accepts one that looks before it promises, and cleans up in one place", async () => {
  await accepts(abortableSleep, async (timers, ms, signal) => {
    if (signal.aborted) throw signal.reason;
    let cleanUp = () => {};
    try {
      await new Promise<void>((resolve, reject) => {
        const timer = timers.callLater(ms, resolve);
        const aborted = () => reject(signal.reason);
        signal.addEventListener("abort", aborted);
        cleanUp = () => {
          timer.cancel();
          signal.removeEventListener("abort", aborted);
        };
      });
    } finally {
      cleanUp();
    }
  });
});

const wrongSleeps: readonly (readonly [string, RegExp, Sleep])[] = [
  [
    "that ignores the signal",
    /aborted at 40 ms is fulfilled at 100 ms; it rejects at 40 ms/,
    (timers, ms) => new Promise((resolve) => void timers.callLater(ms, resolve)),
  ],
  [
    "that keeps its listener",
    /not aborted leaves 1 listener/,
    (timers, ms, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const timer = timers.callLater(ms, resolve);
        const aborted = () => {
          timer.cancel();
          reject(signal.reason);
        };
        signal.addEventListener("abort", aborted, { once: true });
      }),
  ],
  [
    "that keeps its timer",
    /aborted at 40 ms leaves its timer/,
    (timers, ms, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const aborted = () => reject(signal.reason);
        timers.callLater(ms, () => {
          signal.removeEventListener("abort", aborted);
          resolve();
        });
        signal.addEventListener("abort", aborted, { once: true });
      }),
  ],
  [
    "that does not hear of an abort that has been",
    /aborted already is fulfilled at 100 ms/,
    (timers, ms, signal) =>
      signal.aborted
        ? new Promise((resolve) => void timers.callLater(ms, resolve))
        : carefulSleep(timers, ms, signal),
  ],
  [
    "that is fulfilled when it is aborted",
    /aborted at 40 ms is fulfilled at 40 ms/,
    async (timers, ms, signal) => {
      await carefulSleep(timers, ms, signal).catch(() => {});
    },
  ],
  [
    "with an error of its own",
    /rejects with another error/,
    async (timers, ms, signal) => {
      await carefulSleep(timers, ms, signal).catch(() => {
        throw new Error("stopped");
      });
    },
  ],
  ["that never ends", /never ends/, () => new Promise(() => {})],
];

for (const [what, because, sleep] of wrongSleeps) {
  test(`8.1 rejects a sleep ${what}`, async () => {
    const verdict = await rejects(abortableSleep, sleep);
    assert.match(verdict.because, because);
    assert.match(verdict.figure ?? "", /^<svg/);
  });
}

/** A letterbox with the mistakes that are asked for. */
class Box implements Letterbox<string> {
  readonly #mistake: string;
  #items: string[] = [];
  #getters: ((item: string) => void)[] = [];

  constructor(mistake = "") {
    this.#mistake = mistake;
  }

  put(item: string): void {
    const getter = this.#mistake === "last first" ? this.#getters.pop() : this.#getters.shift();
    if (getter) getter(item);
    else this.#items.push(item);
  }

  get(signal: Signal): Promise<string> {
    return new Promise((resolve, reject) => {
      if (this.#mistake !== "takes first") signal.throwIfAborted();
      const item = this.#items.shift();
      if (this.#mistake === "takes first") signal.throwIfAborted();
      if (item !== undefined) return resolve(item);
      const aborted = () => {
        if (this.#mistake !== "stays in the list") {
          this.#getters = this.#getters.filter((one) => one !== getter);
        }
        if (this.#mistake === "forgets all") this.#getters = [];
        if (this.#mistake !== "does not reject") reject(signal.reason);
      };
      const getter = (given: string) => {
        if (this.#mistake !== "keeps listening") signal.removeEventListener("abort", aborted);
        resolve(given);
      };
      signal.addEventListener("abort", aborted, { once: true });
      this.#getters.push(getter);
    });
  }
}

test("8.2 accepts a get that leaves the list and the signal", async () => {
  await accepts(letterbox, () => new Box());
});

const wrongBoxes = [
  ["stays in the list", /A asks, then A is aborted, then letter 1 comes: letter 1 .* is lost/],
  ["takes first", /letter 1 comes, then A asks with a signal .*: letter 1 .* is lost/],
  ["keeps listening", /A asks, then letter 1 comes: A is done, and its listener/],
  ["does not reject", /A asks, then A is aborted: A still waits; by the rules A is rejected/],
  ["forgets all", /A asks, then B asks, then A is aborted/],
  [
    "last first",
    /A asks, then B asks, then letter 1 comes: A still waits; by the rules A has letter 1/,
  ],
] as const;

for (const [mistake, because] of wrongBoxes) {
  test(`8.2 rejects a letterbox that ${mistake}, and shows the smallest schedule`, async () => {
    const verdict = await rejects(letterbox, () => new Box(mistake));
    assert.match(verdict.because, because);
    assert.match(verdict.figure ?? "", /^<svg/);
  });
}

test("8.2 rejects a get that throws instead of rejecting", async () => {
  const verdict = await rejects(letterbox, () => {
    const box = new Box();
    return {
      put: (item: string) => box.put(item),
      get: (signal) => {
        signal.throwIfAborted();
        return box.get(signal);
      },
    };
  });
  assert.match(verdict.because, /an error that the call throws/);
});

const drains: DrainThenStop = async ({ clock, data, workers, stop }, graceMs) => {
  data.shutdown();
  const deadline = clock.callLater(graceMs, () => stop.abort());
  await workers;
  deadline.cancel();
};

test("8.3 accepts a deadline beside the waiting", async () => {
  await accepts(drainThenStop, drains);
});

test("8.3 accepts a race that remembers who won", async () => {
  await accepts(drainThenStop, async ({ clock, data, workers, stop }, graceMs) => {
    data.shutdown();
    const late = clock.sleep(graceMs).then(() => "late");
    if ((await Promise.race([workers, late])) === "late") stop.abort();
    await workers;
  });
});

const wrongDrains: readonly (readonly [string, RegExp, DrainThenStop])[] = [
  [
    "that always waits for the whole grace",
    /drained at 500 ms, and at 1000 ms it is aborted/,
    async ({ clock, data, workers, stop }, graceMs) => {
      data.shutdown();
      await clock.sleep(graceMs);
      stop.abort();
      await workers;
    },
  ],
  [
    "that leaves its deadline set",
    /drained at 500 ms, and at 1000 ms it is aborted/,
    async ({ clock, data, workers, stop }, graceMs) => {
      data.shutdown();
      clock.callLater(graceMs, () => stop.abort());
      await workers;
    },
  ],
  [
    "that does not shut the queue down",
    /the queue still takes items/,
    async ({ clock, workers, stop }, graceMs) => {
      await clock.sleep(graceMs);
      stop.abort();
      await workers;
    },
  ],
  [
    "that drains for ever",
    /it is aborted at \d+ ms, and should be at 1000 ms/,
    async ({ data, workers }) => {
      data.shutdown();
      await workers;
    },
  ],
  [
    "that does not wait for the workers to clean up",
    /return at 1000 ms, and workers still run: 1/,
    async ({ clock, data, workers, stop }, graceMs) => {
      data.shutdown();
      const late = clock.sleep(graceMs).then(() => "late");
      if ((await Promise.race([workers, late])) === "late") stop.abort();
    },
  ],
  [
    "that waits for workers whom nobody has told",
    /is never over: worker waits for an item in data/,
    async ({ workers }) => void (await workers),
  ],
  [
    "that only aborts",
    /the queue still takes items/,
    async ({ workers, stop }) => {
      stop.abort();
      await workers;
    },
  ],
  [
    "that aborts at once",
    /drained at 500 ms, and at 0 ms it is aborted/,
    async ({ data, workers, stop }) => {
      data.shutdown();
      await Promise.resolve();
      stop.abort();
      await workers;
    },
  ],
];

for (const [what, because, answer] of wrongDrains) {
  test(`8.3 rejects a stop ${what}`, async () => {
    const verdict = await rejects(drainThenStop, answer);
    assert.match(verdict.because, because);
    assert.match(verdict.figure ?? "", /^<svg/);
  });
}
