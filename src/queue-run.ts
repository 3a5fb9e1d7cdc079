import { microtasksDone } from "./turn.ts";

/** The least that a list which can wait must offer. */
export interface PutGet<T> {
  put(item: T): unknown;
  get(): PromiseLike<T>;
}

/** One step of a schedule: what happens to the queue next. */
export type QueueStep = "put" | "get";

/** Steps one after another, each in its own time; those in an inner list in one go, with nothing in between. */
export type Schedule = readonly (QueueStep | readonly QueueStep[])[];

/** A queue seen from outside, once everybody has come to rest after a step. */
export interface QueueState {
  /** What was done: "A asks", "put 1". */
  readonly step: string;
  /** Put and not yet handed over, oldest first. */
  readonly items: readonly string[];
  /** Those who asked and have no answer yet, in the order of asking. */
  readonly waiting: readonly string[];
  /** What was handed over in this step: "1 → A". */
  readonly handedOver: readonly string[];
  /** The rule that this step broke, if it broke one. */
  readonly problem?: string;
}

/** What a run may be told about its queue. */
export interface QueueRunOptions {
  /** The number of the first item; 1 if left out. */
  readonly firstItem?: number;
  /** How many items fit. Then a put must return at once if there is room, and wait if there is none. */
  readonly maxSize?: number;
}

interface Asker {
  readonly name: string;
  answer: "waiting" | { readonly item: unknown };
}

interface Seen {
  readonly items: number[];
  readonly askers: Asker[];
  /** Numbers of askers, in the order of being served. */
  readonly served: number[];
  readonly failures: string[];
  /** Items whose put has returned. */
  readonly admitted: Set<number>;
}

/**
 * Plays a schedule on a queue and tells what could be seen after each step. Items are numbered, those
 * who ask are called A, B, C … The queue is a black box: what was put and not handed over must be
 * inside, and who has no answer must be waiting. In a queue with a `maxSize` items whose put has not
 * returned stand in brackets, behind the others. Resolves even if some of them wait for ever.
 */
export async function queueRun(
  queue: PutGet<number>,
  schedule: Schedule,
  { firstItem = 1, maxSize }: QueueRunOptions = {},
): Promise<QueueState[]> {
  const seen: Seen = { items: [], askers: [], served: [], failures: [], admitted: new Set() };
  const states: QueueState[] = [];
  for (const entry of schedule) {
    const before = seen.served.length;
    const steps = typeof entry === "string" ? [entry] : entry;
    const done = steps.map((step) =>
      step === "put" ? put(queue, seen, firstItem) : ask(queue, seen),
    );
    await microtasksDone();
    states.push(stateAfter(done.join(", "), seen, before, maxSize));
  }
  return states;
}

function put(queue: PutGet<number>, seen: Seen, firstItem: number): string {
  const { items, failures, admitted } = seen;
  const item = firstItem + items.length;
  items.push(item);
  watch(
    () => queue.put(item),
    () => admitted.add(item),
    (error) => failures.push(`put ${item} failed: ${said(error)}`),
  );
  return `put ${item}`;
}

function ask(queue: PutGet<number>, { askers, served, failures }: Seen): string {
  const number = askers.length;
  const asker: Asker = { name: nameOf(number), answer: "waiting" };
  askers.push(asker);
  watch(
    () => queue.get(),
    (item) => {
      asker.answer = { item };
      served.push(number);
    },
    (error) => failures.push(`the get of ${asker.name} failed: ${said(error)}`),
  );
  return `${asker.name} asks`;
}

/** Calls, and passes on what comes of it: at once or later, a value or an error. */
function watch(
  call: () => unknown,
  returned: (value: unknown) => void,
  threw: (error: unknown) => void,
): void {
  try {
    void Promise.resolve(call()).then(returned, threw);
  } catch (error) {
    threw(error);
  }
}

function stateAfter(
  step: string,
  seen: Seen,
  before: number,
  maxSize: number | undefined,
): QueueState {
  const handed = new Set(
    seen.askers.flatMap(({ answer }) => (answer === "waiting" ? [] : [answer.item])),
  );
  const kept = seen.items.filter((item) => !handed.has(item));
  const inside = maxSize === undefined ? kept : kept.filter((item) => seen.admitted.has(item));
  const outside = kept.filter((item) => !inside.includes(item));
  const state = {
    step,
    items: [...inside.map(String), ...outside.map((item) => `(${item})`)],
    waiting: seen.askers.filter(({ answer }) => answer === "waiting").map(({ name }) => name),
    handedOver: seen.served
      .slice(before)
      .map((who) => `${String(itemOf(seen, who))} → ${nameOf(who)}`),
  };
  const problem = brokenRule(seen, before) ?? notMet(state) ?? misfit(inside, outside, maxSize);
  return problem === undefined ? state : { ...state, problem };
}

/** What the steps since `before` did wrong, in words. */
function brokenRule(seen: Seen, before: number): string | undefined {
  const failure = seen.failures.shift();
  if (failure !== undefined) return failure;
  const served = seen.served.slice(before).sort((a, b) => a - b);
  return served.map((who) => wrongAnswer(seen, who)).find((problem) => problem !== undefined);
}

function wrongAnswer(seen: Seen, who: number): string | undefined {
  const name = nameOf(who);
  const item = itemOf(seen, who);
  const place = seen.items.indexOf(item as number);
  if (place < 0) return `${name} got ${String(item)}, which nobody has put`;
  const twin = seen.askers.findIndex((_, other) => other !== who && itemOf(seen, other) === item);
  if (twin >= 0)
    return `item ${String(item)} was handed over twice: to ${nameOf(twin)} and to ${name}`;
  const overtaken = seen.askers.findIndex(
    ({ answer }, other) => other < who && answer === "waiting",
  );
  if (overtaken >= 0) return `${name} was served, though ${nameOf(overtaken)} had asked before`;
  if (place === who) return undefined; // the first who asked gets the first item, the second the second …
  return place < who
    ? `${name} got item ${String(item)}, which was put for somebody who had asked before`
    : `${name} got item ${String(item)}, though item ${String(seen.items[who])} was put before it`;
}

function notMet({ items: [item], waiting: [name] }: QueueState): string | undefined {
  if (item === undefined || name === undefined) return undefined;
  return `item ${item} was put, ${name} waits, and they do not meet`;
}

/** A put returned though there was no room for its item, or did not though there was. */
function misfit(
  inside: readonly number[],
  outside: readonly number[],
  maxSize = Infinity,
): string | undefined {
  const [item] = outside;
  if (item !== undefined && inside.length < maxSize) {
    return `the put of item ${item} waits, though there is room`;
  }
  if (inside.length <= maxSize) return undefined;
  return `${inside.length} items are inside, and there is room for ${maxSize}`;
}

function itemOf({ askers }: Seen, who: number): unknown {
  const answer = askers[who]?.answer;
  return answer === undefined || answer === "waiting" ? notYet : answer.item;
}

/** Equal to nothing that can be put. */
const notYet = Symbol("not yet");

/** A, B, … Z, A2, B2 … */
function nameOf(number: number): string {
  const round = Math.floor(number / 26);
  return String.fromCharCode(65 + (number % 26)) + (round === 0 ? "" : String(round + 1));
}

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error));
