import { failed, passed, type Verdict } from "../check.ts";
import {
  type PutGet,
  queueRun,
  type QueueState,
  type QueueStep,
  type Schedule,
} from "../queue-run.ts";
import { queueStrip } from "../queue-strip.ts";
import { Random } from "../random.ts";

/** The first item is number 0: an item like any other, unless somebody tests it with `!item`. */
const firstItem = 0;
const seeds = 200;
/** Up to this length every schedule is tried, the shortest first. */
const exhaustive = 5;

type MakeQueue = () => PutGet<number>;

/** What a new queue shows on a schedule, up to and including the first broken rule. */
export async function runUntilBroken(
  make: MakeQueue,
  schedule: Schedule,
  maxSize?: number,
): Promise<QueueState[]> {
  const limit = maxSize === undefined ? {} : { maxSize };
  const states = await queueRun(make(), schedule, { firstItem, ...limit });
  const broken = states.findIndex(({ problem }) => problem !== undefined);
  return broken < 0 ? states : states.slice(0, broken + 1);
}

/** Plays a schedule on a new queue, as far as the first broken rule. */
type Play = (schedule: Schedule) => Promise<QueueState[]>;

/** The rule that a new queue breaks on a schedule. */
async function problemOn(play: Play, schedule: Schedule): Promise<string | undefined> {
  return (await play(schedule)).at(-1)?.problem;
}

/**
 * Plays random schedules of put and get: who asks first is served first, with the oldest item; nothing
 * is lost or doubled; nobody waits while there is an item. With a `maxSize`, put waits if and only if
 * there is no room. Of a failure the smallest schedule is shown.
 */
export async function judgeQueue(make: MakeQueue, maxSize?: number): Promise<Verdict> {
  const play: Play = (schedule) => runUntilBroken(make, schedule, maxSize);
  for (let seed = 0; seed < seeds; seed++) {
    const schedule = randomSchedule(new Random(seed));
    if ((await problemOn(play, schedule)) === undefined) continue;
    const smallest = await smallestFailing(play, schedule);
    const states = await play(smallest);
    return failed(inWords(states), queueStrip(states, { title: "The smallest failing schedule" }));
  }
  return passed(
    `${seeds} random schedules: items and waiters first in, first out, nothing lost or doubled`,
  );
}

/** "A asks, B asks, put 0: B was served, though A had asked before" */
function inWords(states: readonly QueueState[]): string {
  const steps = states.map(({ step }) => step.replaceAll(", ", " and, at once, "));
  return `${steps.join(", ")}: ${states.at(-1)?.problem ?? "no rule is broken"}`;
}

function randomSchedule(random: Random): Schedule {
  const share = random.next();
  const step = (): QueueStep => (random.next() < 0.2 + 0.6 * share ? "put" : "get");
  const steps = (most: number) => Array.from({ length: random.integer(1, most) }, step);
  return Array.from({ length: random.integer(1, 20) }, () => steps(3));
}

/** Tries all short schedules first; if none of them fails, takes steps away for as long as it still fails. */
async function smallestFailing(play: Play, schedule: Schedule): Promise<Schedule> {
  const short = await firstFailing(play, shortSchedules());
  if (short) return short;
  let smallest = schedule;
  for (;;) {
    const smaller = await firstFailing(play, oneStepLess(smallest));
    if (!smaller) return smallest;
    smallest = smaller;
  }
}

async function firstFailing(
  play: Play,
  schedules: Iterable<Schedule>,
): Promise<Schedule | undefined> {
  for (const schedule of schedules) {
    if ((await problemOn(play, schedule)) !== undefined) return schedule;
  }
  return undefined;
}

/** Every order of puts and gets, the shortest first: each step in its own time, then all at once. */
function* shortSchedules(): Generator<Schedule> {
  for (let length = 1; length <= exhaustive; length++) {
    for (let word = 0; word < 2 ** length; word++) {
      const steps = Array.from({ length }, (_, i): QueueStep => ((word >> i) & 1 ? "put" : "get"));
      yield steps;
      yield [steps];
    }
  }
}

function* oneStepLess(schedule: Schedule): Generator<Schedule> {
  for (const [at, entry] of schedule.entries()) {
    const steps = typeof entry === "string" ? [entry] : entry;
    for (const leftOut of steps.keys()) {
      const left = steps.filter((_, i) => i !== leftOut);
      yield [
        ...schedule.slice(0, at),
        ...(left.length > 0 ? [left] : []),
        ...schedule.slice(at + 1),
      ];
    }
  }
}

/** A list that refuses to be looked at again and again: so that an answer which polls fails, instead of hanging. */
export function watchedList<T>(name: string, elements: readonly T[] = [], most = 2_000): T[] {
  let looks = 0;
  return new Proxy([...elements], {
    get(list, property, receiver) {
      looks += 1;
      if (looks > most) throw new Error(`${name} was looked at ${most} times: that is polling`);
      return Reflect.get(list, property, receiver) as unknown;
    },
  });
}

/** The same for the fields of an object, such as a count that a loop looks at until it is 0. Changes the object and returns it. */
export function watchedFields<T extends object>(object: T, most = 2_000): T {
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(object))) {
    if (property.configurable !== true || property.get !== undefined) continue;
    let value: unknown = property.value;
    let looks = 0;
    const get = () => {
      looks += 1;
      if (looks > most) throw new Error(`${name} was looked at ${most} times: that is polling`);
      return value;
    };
    const set = (next: unknown) => (value = next);
    Object.defineProperty(object, name, { get, set, enumerable: true, configurable: true });
  }
  return object;
}
