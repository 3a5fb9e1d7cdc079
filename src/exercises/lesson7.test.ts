import assert from "node:assert/strict";
import { test } from "node:test";
import type { PutGet } from "../queue-run.ts";
import { Queue } from "../queue.ts";
import {
  bounded,
  chooseSize,
  latest,
  type MakeBounded,
  newcomer,
  type Schedule,
} from "./lesson7.ts";
import type { MakeLatest } from "./lesson7-latest.ts";
import { accepts, rejects } from "./testing.ts";

/** The solution; each wrong answer changes some lines of it. */
class HandOff {
  readonly items: number[] = [];
  readonly getters: ((item: number) => void)[] = [];
  readonly putters: { item: number; done: () => void }[] = [];
  readonly maxSize: number;
  constructor(maxSize: number) {
    this.maxSize = maxSize;
  }

  put(item: number): Promise<void> {
    const getter = this.getters.shift();
    if (getter) getter(item);
    else if (this.items.length < this.maxSize) this.items.push(item);
    else return new Promise((done) => this.putters.push({ item, done }));
    return Promise.resolve();
  }

  get(): Promise<number> {
    const item = this.items.shift();
    if (item === undefined) return new Promise((got) => this.getters.push(got));
    this.letIn(this.putters.shift());
    return Promise.resolve(item);
  }

  letIn(next: { item: number; done: () => void } | undefined): void {
    if (!next) return;
    this.items.push(next.item);
    next.done();
  }
}

/** Wakes who waits for room; the woken one puts when its turn comes. */
class Waking extends HandOff {
  readonly #parked: (() => void)[] = [];
  readonly #looksAgain: boolean;
  constructor(maxSize: number, looksAgain: boolean) {
    super(maxSize);
    this.#looksAgain = looksAgain;
  }

  override async put(item: number): Promise<void> {
    let isNew = true;
    while (this.items.length >= this.maxSize && (isNew || this.#looksAgain)) {
      await new Promise<void>((wake) => this.#parked.push(wake));
      isNew = false;
    }
    const getter = this.getters.shift();
    if (getter) getter(item);
    else this.items.push(item);
  }

  override letIn(): void {
    this.#parked.shift()?.();
  }
}

test("7.1 accepts the hand-off, and the queue of the library", async () => {
  await accepts(bounded, (maxSize) => new HandOff(maxSize));
  await accepts(bounded, (maxSize) => new Queue<number>({ maxSize }));
});

const wrongQueues: readonly [name: string, make: MakeBounded, because: RegExp][] = [
  [
    "one that does not look again (the starter)",
    (maxSize) => new Waking(maxSize, false),
    /room for 1: .*2 items are inside, and there is room for 1$/,
  ],
  [
    "one that looks again, so that a newcomer overtakes",
    (maxSize) => new Waking(maxSize, true),
    /room for 1: .*(waits, though there is room|though item \d was put before it)$/,
  ],
  [
    "one without a limit",
    () => new Queue<number>(),
    /room for 1: put 0, put 1: 2 items are inside, and there is room for 1$/,
  ],
  [
    "one that lets nobody in",
    (maxSize) =>
      new (class extends HandOff {
        override letIn() {}
      })(maxSize),
    /put 0, put 1, A asks: the put of item 1 waits, though there is room$/,
  ],
  [
    "one that drops what does not fit",
    (maxSize) =>
      new (class extends HandOff {
        override put(item: number) {
          return this.items.length < this.maxSize ? super.put(item) : Promise.resolve();
        }
      })(maxSize),
    /2 items are inside, and there is room for 1$/,
  ],
  [
    "one that polls for room",
    (maxSize) =>
      new (class extends HandOff {
        override async put(item: number) {
          while (this.items.length >= this.maxSize) await Promise.resolve();
          await super.put(item);
        }
      })(maxSize),
    /that is polling/,
  ],
];

for (const [name, make, because] of wrongQueues) {
  test(`7.1 rejects ${name}`, async () => {
    const verdict = await rejects(bounded, make);
    assert.match(verdict.because, because);
    assert.match(verdict.figure ?? "", /^<svg/);
  });
}

/** A place for one value, put together from what put and get do with it. */
const place =
  (
    keep: (old: number | undefined, value: number) => number | undefined,
    take: (value: number) => boolean = () => true,
    leave: (value: number) => number | undefined = () => undefined,
  ): MakeLatest =>
  () => {
    let value: number | undefined;
    const waiters: ((value: number) => void)[] = [];
    return {
      put(next) {
        const waiter = waiters.shift();
        if (waiter) waiter(next);
        else value = keep(value, next);
      },
      get() {
        if (value === undefined || !take(value)) return new Promise((got) => waiters.push(got));
        const given = value;
        value = leave(value);
        return Promise.resolve(given);
      },
    };
  };

const keepNewest = (_: number | undefined, value: number): number => value;

test("7.2 accepts a place whose value is replaced and taken away", async () => {
  await accepts(latest, place(keepNewest));
});

const queueOf = (queue: PutGet<number>) => queue;
const wrongPlaces: readonly [name: string, make: MakeLatest, because: RegExp][] = [
  [
    "a value that stays (half of the starter)",
    place(keepNewest, undefined, (value) => value),
    /put 0, A asks, B asks: 0 → B, and it should be nothing: there is no new value$/,
  ],
  [
    "the first value (the other half)",
    place((old, value) => old ?? value),
    /put 0, put 1, A asks: 0 → A, and it should be 1 → A$/,
  ],
  [
    "a test that takes 0 for nothing",
    place(keepNewest, (value) => value !== 0),
    /put 0, A asks: nothing is handed over, and it should be 0 → A$/,
  ],
  ["a queue without limit", () => queueOf(new Queue<number>()), /0 → A, and it should be 1 → A$/],
  [
    "a queue with room for one",
    () => queueOf(new Queue<number>({ maxSize: 1 })),
    /put 0, put 1: put 1 waits, and a sensor cannot wait$/,
  ],
];

for (const [name, make, because] of wrongPlaces) {
  test(`7.2 rejects ${name}`, async () => {
    const verdict = await rejects(latest, make);
    assert.match(verdict.because, because);
    assert.match(verdict.figure ?? "", /^<svg/);
  });
}

test("7.3 accepts 2, and rejects what breaks the promise, what is slower, and what is no size", async () => {
  await accepts(chooseSize, 2);
  for (const size of [3, 5, 10]) {
    const verdict = await rejects(chooseSize, size);
    assert.match(verdict.because, /there is a run in which an item waits \d\.\d\d s$/);
    assert.match(verdict.figure ?? "", /^<svg/);
  }
  assert.match((await rejects(chooseSize, 1)).because, /with another size it is 30\.\d\d s/);
  for (const size of [0, 1.5, Infinity, -1]) {
    assert.match((await rejects(chooseSize, size)).because, /a whole number from 1 to 60/);
  }
});

test("7.4 accepts the schedule in which the third item takes the place of the second", async () => {
  await accepts(newcomer, ["put", "put", ["get", "put"], "get"]);
});

const wrongSchedules: readonly (readonly [string, Schedule, RegExp])[] = [
  ["each step in its own time", ["put", "put", "get", "get"], /nobody is overtaken$/],
  ["the newcomer after the get", ["put", "put", "get", "put", "get"], /nobody is overtaken$/],
  ["no last look", ["put", "put", ["get", "put"]], /A asks, put 2: nobody is overtaken$/],
  ["another fault", ["put", "put", "put", ["get", "get"]], /That is another fault/],
  ["nothing", [], /no step: nobody is overtaken$/],
];
for (const [name, schedule, because] of wrongSchedules) {
  test(`7.4 rejects ${name}`, async () => {
    const verdict = await rejects(newcomer, schedule);
    assert.match(verdict.because, because);
    assert.match(verdict.figure ?? "", /^<svg/);
  });
}

test("7.4 rejects more steps than it takes, and steps that are none", async () => {
  const long: Schedule = ["put", "put", ["get", "put"], "get", "get"];
  assert.match((await rejects(newcomer, long)).because, /6 steps; 5 are enough/);
  const unknown = ["push"] as unknown as Schedule;
  assert.match((await rejects(newcomer, unknown)).because, /a step is "put" or "get", got push/);
});
