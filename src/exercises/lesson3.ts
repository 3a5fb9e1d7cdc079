import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import type { PutGet, QueueState, QueueStep } from "../queue-run.ts";
import { queueStrip } from "../queue-strip.ts";
import { microtasksDone } from "../turn.ts";
import { type JoinableQueue, judgeJoin } from "./lesson3-join.ts";
import { judgeQueue, runUntilBroken, watchedFields, watchedList } from "./lesson3-schedules.ts";

export type { JoinableQueue } from "./lesson3-join.ts";

/** The function that fulfils the promise of one who waits. */
export type Waiter = (item: number) => void;

/** Makes a queue from two empty lists. */
export type MakeQueue = (items: number[], waiters: Waiter[]) => PutGet<number>;

export const putAndGet: Exercise<MakeQueue> = {
  id: "3.1",
  title: "put and get",
  hints: [
    "get has two cases: there is an item, or there is none. put has two cases: somebody waits, or nobody does. Which of the four does your answer leave out?",
    "When there is no item, get returns a new promise and adds its resolve function to waiters. put looks there first: waiters.shift() is the one who has waited longest.",
    "put: take a waiter with shift; if there is one, call it with the item, otherwise push the item. get: take an item with shift; if it is not undefined, return Promise.resolve(item), otherwise return new Promise((resolve) => waiters.push(resolve)). The number 0 is an item too.",
  ],
  judge: (make) =>
    judgeQueue(() => make(watchedList<number>("items"), watchedList<Waiter>("waiters"))),
};

/** The shortest schedule that shows the bug, and the queue without it. */
export interface FairWaiters {
  readonly shortest: readonly QueueStep[];
  readonly queue: () => PutGet<number>;
}

export const fairWaiters: Exercise<FairWaiters> = {
  id: "3.2",
  title: "the unfair queue",
  hints: [
    "With one who waits, no order can be wrong. How many must wait, at least, before it can be?",
    "Two must wait, and then one item is enough: who gets it? Write the schedule down, then look at where get puts a new waiter.",
    'The schedule is ["get", "get", "put"]. A new waiter belongs at the end of the list: push, where unshift puts it in front.',
  ],
  async judge({ shortest, queue }) {
    const shown = await runUntilBroken(unfairQueue, shortest);
    const figure = queueStrip(shown, { title: "Your schedule on the queue with the bug" });
    const steps = shortest.length === 1 ? "1 step" : `${shortest.length} steps`;
    if (shown.at(-1)?.problem === undefined) {
      return failed(`on the queue with the bug your schedule of ${steps} breaks no rule`, figure);
    }
    if (shortest.length > 3) {
      return failed(`your schedule of ${steps} shows the bug, but a shorter one does too`, figure);
    }
    const verdict = await judgeQueue(() => watchedFields(queue()));
    if (verdict.passed) return passed(`3 steps show the bug; mended, ${verdict.because}`);
    return {
      ...verdict,
      because: `your schedule is the shortest; now mend it: ${verdict.because}`,
    };
  },
};

/** The queue of the exercise as it was given: who asked last is served first. */
export function unfairQueue(): PutGet<number> {
  const items: number[] = [];
  const waiters: Waiter[] = [];
  return {
    put(item) {
      const waiter = waiters.shift();
      if (waiter) waiter(item);
      else items.push(item);
    },
    get() {
      const item = items.shift();
      if (item !== undefined) return Promise.resolve(item);
      return new Promise((resolve) => waiters.unshift(resolve));
    },
  };
}

export const joinForAll: Exercise<() => JoinableQueue> = {
  id: "3.3",
  title: "join for everybody",
  hints: [
    "An item is unfinished from put until taskDone. What does get change about that? Nothing.",
    "Count: put adds one, taskDone takes one away. join returns at once if the count is 0; otherwise it leaves a resolve function behind. How many may wait at the same time?",
    "Keep a list: join pushes its resolve function. When taskDone brings the count to 0, call every function in the list and empty the list.",
  ],
  judge: judgeJoin,
};

/** Puts a whole batch, without awaiting anything. */
export type PutAll = (batch: readonly number[], items: number[], waiters: Waiter[]) => unknown;

export const putAll: Exercise<PutAll> = {
  id: "3.4",
  title: "put a whole batch",
  hints: [
    "For each item of the batch there are two possibilities: somebody waits for it, or nobody does.",
    "Each item needs a waiter of its own: take it inside the loop. A promise delivers once, so a second item for the same waiter is lost.",
    "The loop, then shift a waiter, then if (waiter) … else …, then the closing brace. Neither await nor waiters[0] nor forEach is needed.",
  ],
  async judge(answer) {
    for (const { name, given } of batches()) {
      const verdict = await judgeBatch(answer, name, given);
      if (verdict) return verdict;
    }
    return passed("every item is handed over or kept by the time it returns, each exactly once");
  },
};

interface Batch {
  readonly size: number;
  readonly before: number;
  readonly waiting: number;
}

/** From small to large. Items and waiters are never there at the same time. */
function batches(): { readonly name: string; readonly given: Batch }[] {
  const all = [0, 1, 2, 3].flatMap((size) => [
    ...[0, 1, 2, 3].map((waiting) => ({ size, before: 0, waiting })),
    ...[1, 2].map((before) => ({ size, before, waiting: 0 })),
  ]);
  const sorted = all.sort((a, b) => a.size + a.before + a.waiting - b.size - b.before - b.waiting);
  return sorted.map((given) => ({
    name: `a batch of ${given.size}, ${given.before} in the list, ${given.waiting} waiting`,
    given,
  }));
}

async function judgeBatch(
  answer: PutAll,
  name: string,
  { size, before, waiting }: Batch,
): Promise<Verdict | undefined> {
  const old = Array.from({ length: before }, (_, i) => i);
  const batch = Array.from({ length: size }, (_, i) => before + i);
  const names = ["A", "B", "C"].slice(0, waiting);
  const handedOver: string[] = [];
  const items = watchedList("items", old);
  const callbacks = names.map(
    (who): Waiter =>
      (item) =>
        void handedOver.push(`${item} → ${who}`),
  );
  const waiters = watchedList("waiters", callbacks);
  const state = (step: string): QueueState => {
    const left = names.filter((_, i) => waiters.includes(callbacks[i] as Waiter));
    return { step, items: [...items].map(String), waiting: left, handedOver: [...handedOver] };
  };

  const start = state("before");
  let threw: unknown;
  const returned = answer(batch, items, waiters);
  const end = state(`putAll [${batch.join(", ")}]`);
  void Promise.resolve(returned).catch((error: unknown) => (threw = error));
  await microtasksDone();
  if (threw !== undefined) throw threw as Error;
  const wanted = batch.map((item, i) => (names[i] ? `${item} → ${names[i]}` : String(item)));
  const problem = brokenBy(end, wanted, handedOver, before);
  if (problem === undefined) return undefined;
  return failed(`${name}: ${problem}`, queueStrip([start, { ...end, problem }]));
}

/** `wanted` says for each item where it should be, `late` what was handed over in the end. */
function brokenBy(
  { items, waiting, handedOver }: QueueState,
  wanted: readonly string[],
  late: readonly string[],
  before: number,
): string | undefined {
  const handed = wanted.filter((place) => place.includes("→"));
  const kept = wanted.filter((place) => !place.includes("→"));
  const receivers = handedOver.map((one) => one.slice(-1));
  const twice = receivers.find((who, i) => receivers.indexOf(who) < i);
  if (twice !== undefined) return `${twice} was called twice; only the first item arrives`;
  if (late.length > handedOver.length) return "it returned before all was handed over: it awaits";
  if (handedOver.join() !== handed.join()) {
    return `it handed over [${handedOver.join(", ")}], and should hand over [${handed.join(", ")}]`;
  }
  const inside = [...Array.from({ length: before }, (_, i) => String(i)), ...kept];
  if (items.join() !== inside.join()) {
    return `it leaves [${items.join(", ")}] in the list, and should leave [${inside.join(", ")}]`;
  }
  if (waiting.some((who) => receivers.includes(who))) return "who was served still waits";
  return undefined;
}
