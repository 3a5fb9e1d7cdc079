/**
 * Any schedule of producers, consumers and joiners, with waits aborted and tasks cancelled at any
 * moment (often in the very turn of a hand-off), is played twice: on the queue, and on a reference
 * that knows nothing of promises. Each call must end as the reference says, and in that order.
 */
import assert from "node:assert/strict";
import { relative } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { Deque } from "./deque.ts";
import { CancelledError } from "./errors.ts";
import { EventLoop } from "./loop.ts";
import { LifoQueue, PriorityQueue } from "./queue-variants.ts";
import { Queue, type QueueOptions } from "./queue.ts";
import { SimulatedClock } from "./simulated-clock.ts";
import type { Task } from "./task.ts";
import type { WaitOptions } from "./wait.ts";

type Kind = "put" | "get" | "join";

/** One call: what it should come to, and what it came to. Both in words: "got 3", or an error's name. */
interface Call {
  readonly kind: Kind;
  readonly item: number;
  waited: boolean;
  expected?: string;
  actual?: string;
}

/** Which of the items inside leaves next, by its place. */
type Next = (items: readonly number[]) => number;

/** What a queue should do, as a specification: lists, and not a single promise. */
class Reference {
  readonly items: number[] = [];
  readonly waiting: Record<Kind, Call[]> = { put: [], get: [], join: [] };
  /** Calls that had to wait, in the order in which their waits ended. */
  readonly ended: Call[] = [];
  unfinished = 0;
  dropped = 0;
  isShutDown = false;
  readonly maxSize: number;
  readonly #next: Next;

  constructor(maxSize: number, next: Next) {
    this.maxSize = maxSize;
    this.#next = next;
  }

  begin(call: Call, nowait: boolean): void {
    if (this.isShutDown && (call.kind === "put" || (call.kind === "get" && !this.items.length))) {
      call.expected = "QueueShutDown";
    } else if (this.#mustWait(call.kind)) {
      if (nowait) call.expected = call.kind === "put" ? "QueueFull" : "QueueEmpty";
      else this.waiting[call.kind].push(call);
    } else this.#perform(call);
  }

  /** Ends a call's wait with an error. Returns whether it waited. */
  interrupt(call: Call | undefined, error: string): boolean {
    if (!call) return false;
    const at = this.waiting[call.kind].indexOf(call);
    if (at < 0) return false;
    this.waiting[call.kind].splice(at, 1);
    this.#end(call, error);
    return true;
  }

  taskDone(count = 1): void {
    this.unfinished -= count;
    if (this.unfinished === 0) this.#endAll("join", "done");
  }

  shutdown(immediate: boolean): void {
    this.isShutDown = true;
    if (immediate) {
      const dropped = this.items.splice(0).length;
      this.dropped += dropped;
      this.taskDone(dropped);
    }
    this.#endAll("get", "QueueShutDown");
    this.#endAll("put", "QueueShutDown");
  }

  #mustWait(kind: Kind): boolean {
    if (kind === "put") return this.items.length >= this.maxSize;
    return kind === "get" ? this.items.length === 0 : this.unfinished > 0;
  }

  #perform(call: Call): void {
    if (call.kind === "put") this.#admit(call.item);
    if (call.kind === "get") call.expected = this.#take();
    else call.expected = "done";
  }

  #admit(item: number): void {
    this.unfinished += 1;
    const getter = this.waiting.get.shift();
    if (getter) this.#end(getter, `got ${item}`);
    else this.items.push(item);
  }

  #take(): string {
    const [item] = this.items.splice(this.#next(this.items), 1);
    const putter = this.waiting.put.shift();
    if (putter) {
      this.#admit(putter.item);
      this.#end(putter, "done");
    }
    return `got ${item}`;
  }

  #end(call: Call, outcome: string): void {
    call.expected = outcome;
    call.waited = true;
    this.ended.push(call);
  }

  #endAll(kind: Kind, outcome: string): void {
    for (const call of this.waiting[kind].splice(0)) this.#end(call, outcome);
  }
}

/** Somebody stops an actor, just before or just after an own call. */
interface Strike {
  readonly victim: number;
  readonly how: "abort" | "cancel";
  readonly before: boolean;
}

interface Step {
  readonly pauseMs: number;
  readonly nowait: boolean;
  /** Whether it calls taskDone for what it got. */
  readonly finishes: boolean;
  readonly strike: Strike | null;
}

interface Role {
  readonly does: Kind | "nothing but strike";
  readonly steps: readonly Step[];
}

interface Schedule {
  readonly maxSize: number;
  /** Whether the actors are tasks of an event loop, or plain async functions (which nobody can cancel). */
  readonly inTasks: boolean;
  readonly roles: readonly Role[];
  readonly shutdown: { readonly atMs: number; readonly immediate: boolean } | null;
}

const step: fc.Arbitrary<Step> = fc.record({
  pauseMs: fc.constantFrom(0, 0, 1, 2),
  nowait: fc.constantFrom(false, false, false, true),
  finishes: fc.boolean(),
  strike: fc.option(
    fc.record({
      victim: fc.nat(5),
      how: fc.constantFrom("abort", "cancel"),
      before: fc.boolean(),
    }),
    { freq: 2 },
  ),
});

const schedules: fc.Arbitrary<Schedule> = fc.record({
  maxSize: fc.constantFrom(1, 2, 3, Infinity),
  inTasks: fc.constantFrom(true, true, true, false),
  roles: fc.array(
    fc.record({
      does: fc.constantFrom("put", "get", "put", "get", "join", "nothing but strike"),
      steps: fc.array(step, { minLength: 1, maxLength: 6 }),
    }),
    { minLength: 2, maxLength: 6 },
  ),
  shutdown: fc.option(fc.record({ atMs: fc.nat(12), immediate: fc.boolean() }), { freq: 3 }),
});

/** By now every actor that does not wait for the queue has made its last step. */
const longEnoughMs = 20;

/** One schedule being played. */
class Play {
  readonly clock = new SimulatedClock();
  readonly loop = new EventLoop({ clock: this.clock });
  readonly queue: Queue<number>;
  readonly reference: Reference;
  readonly calls: Call[] = [];
  /** Calls that had to wait, in the order in which they returned. */
  readonly returned: Call[] = [];
  readonly #schedule: Schedule;
  #actors: Actor[] = [];

  constructor(schedule: Schedule, newQueue: NewQueue, next: Next) {
    this.#schedule = schedule;
    this.queue = newQueue({ maxSize: schedule.maxSize });
    this.reference = new Reference(schedule.maxSize, next);
  }

  async run(): Promise<void> {
    const { inTasks } = this.#schedule;
    await (inTasks
      ? this.loop.runUntilComplete(() => this.#main())
      : this.clock.run(() => this.#main()));
    this.#checkCalls();
    await this.#checkRest();
  }

  strike({ victim, how }: Strike): void {
    this.#actors[victim]?.[how]();
  }

  checkSize(): void {
    const { size, full, empty } = this.queue;
    const expected = this.reference.items.length;
    assert.ok(size <= this.#schedule.maxSize, "the bound is exceeded");
    assert.deepEqual(
      { size, full, empty },
      { size: expected, full: expected >= this.#schedule.maxSize, empty: expected === 0 },
    );
  }

  async #main(): Promise<void> {
    const { roles, shutdown, inTasks } = this.#schedule;
    this.#actors = roles.map((role) => new Actor(this, role));
    const endings = this.#actors.map((actor) => actor.begin(inTasks));
    if (shutdown) {
      endings.push(this.clock.sleep(shutdown.atMs).then(() => this.#shutdown(shutdown.immediate)));
    }
    const outcomes = Promise.allSettled(endings);
    await this.clock.sleep(longEnoughMs);
    this.#shutdown(false);
    this.#drain();
    for (const outcome of await outcomes) {
      const cancelledBeforeStart = (error: unknown) => error instanceof CancelledError;
      if (outcome.status === "rejected" && !cancelledBeforeStart(outcome.reason)) {
        throw outcome.reason;
      }
    }
  }

  #shutdown(immediate: boolean): void {
    this.reference.shutdown(immediate);
    this.queue.shutdown({ immediate });
    this.checkSize();
  }

  /** Takes what is left, and finishes all work that nobody has finished. */
  #drain(): void {
    while (!this.queue.empty) {
      const call: Call = { kind: "get", item: NaN, waited: false };
      this.reference.begin(call, true);
      call.actual = `got ${this.queue.getNowait()}`;
      this.calls.push(call);
    }
    while (this.reference.unfinished > 0) {
      this.reference.taskDone();
      this.queue.taskDone();
    }
  }

  #checkCalls(): void {
    for (const call of this.calls) assert.equal(call.actual, call.expected, call.kind);
    for (const kind of ["put", "get", "join"] as const) {
      const own = (calls: readonly Call[]) => calls.filter((call) => call.kind === kind);
      assert.deepEqual(own(this.returned), own(this.reference.ended), `order of waiting ${kind}s`);
    }
    const put = this.calls.filter((call) => call.kind === "put" && call.actual === "done");
    const got = this.calls.filter((call) => call.actual?.startsWith("got "));
    assert.equal(new Set(got.map((call) => call.actual)).size, got.length, "an item is doubled");
    assert.equal(got.length, put.length - this.reference.dropped, "an item is lost");
  }

  /** Nobody waits any more, and nothing is left to be done. */
  async #checkRest(): Promise<void> {
    assert.deepEqual(this.reference.waiting, { put: [], get: [], join: [] });
    this.checkSize();
    assert.throws(() => this.queue.taskDone(), RangeError); // before join, which might wait for ever
    await this.queue.join();
  }
}

/** Makes its steps one after the other, whatever happens to it, and knows what a cancellation will hit. */
class Actor {
  readonly #play: Play;
  readonly #role: Role;
  #task: Task<void> | undefined;
  #controller = new AbortController();
  #call: Call | undefined;
  #sleeping = false;
  #interrupted = false; // a CancelledError is on its way
  #owed = false; // a CancelledError will come at the next wait

  constructor(play: Play, role: Role) {
    this.#play = play;
    this.#role = role;
  }

  begin(inTask: boolean): Promise<void> {
    if (!inTask) return this.#run();
    this.#task = this.#play.loop.createTask(() => this.#run());
    return this.#task.outcome;
  }

  abort(): void {
    this.#play.reference.interrupt(this.#call, "AbortError");
    this.#controller.abort();
  }

  cancel(): void {
    if (!this.#task) return;
    if (!this.#interrupted) {
      const waited = this.#play.reference.interrupt(this.#call, "CancelledError");
      if (waited || this.#sleeping) this.#interrupted = true;
      else this.#owed = true;
    }
    this.#task.cancel();
  }

  async #run(): Promise<void> {
    for (const step of this.#role.steps) {
      if (step.pauseMs > 0) await this.#pause(step.pauseMs);
      if (step.strike?.before) this.#play.strike(step.strike);
      const calling =
        this.#role.does === "nothing but strike" ? undefined : this.#begin(this.#role.does, step);
      if (step.strike?.before === false) this.#play.strike(step.strike);
      await calling;
    }
  }

  async #pause(ms: number): Promise<void> {
    const refused = this.#takeOwed();
    this.#sleeping = !refused;
    const slept = await this.#play.clock.sleep(ms).then(() => true, isCancelled);
    assert.equal(slept === true, !refused && !this.#interrupted, "a sleep");
    this.#sleeping = false;
    this.#interrupted = false;
  }

  /** Makes the call at once, on both queues. What it returns waits for its end. */
  #begin(kind: Kind, { nowait, finishes }: Step): Promise<void> {
    const { reference, queue, calls } = this.#play;
    const call: Call = { kind, item: calls.length, waited: false };
    calls.push(call);
    this.#call = call;
    const atOnce = nowait && kind !== "join";
    if (atOnce) reference.begin(call, true);
    else if (this.#controller.signal.aborted) call.expected = "AbortError";
    else if (this.#takeOwed()) call.expected = "CancelledError";
    else reference.begin(call, false);
    const calling = atOnce
      ? outcomeNow(() => (kind === "put" ? queue.putNowait(call.item) : queue.getNowait()))
      : outcomeOf(perform(queue, call, { signal: this.#controller.signal }));
    this.#play.checkSize();
    return this.#end(call, calling, finishes);
  }

  async #end(call: Call, calling: Promise<string> | string, finishes: boolean): Promise<void> {
    call.actual = typeof calling === "string" ? calling : await calling;
    const { reference, queue, returned } = this.#play;
    if (call.waited) returned.push(call);
    this.#interrupted = false;
    this.#call = undefined;
    this.#controller = new AbortController();
    assert.equal(call.actual, call.expected, call.kind);
    if (!call.actual.startsWith("got") || !finishes) return;
    reference.taskDone();
    queue.taskDone();
  }

  #takeOwed(): boolean {
    const owed = this.#owed;
    this.#owed = false;
    return owed;
  }
}

function perform(queue: Queue<number>, call: Call, options: WaitOptions): Promise<number | void> {
  return call.kind === "put" ? queue.put(call.item, options) : queue[call.kind](options);
}

const inWords = (value: number | void): string =>
  typeof value === "number" ? `got ${value}` : "done";

function outcomeOf(calling: Promise<number | void>): Promise<string> {
  return calling.then(inWords, (error: Error) => error.name);
}

function outcomeNow(call: () => number | void): string {
  try {
    return inWords(call());
  } catch (error) {
    return (error as Error).name;
  }
}

function isCancelled(error: unknown): false {
  if (error instanceof CancelledError) return false;
  throw error;
}

type NewQueue = (options: QueueOptions) => Queue<number>;

const oldest: Next = () => 0;
const newest: Next = (items) => items.length - 1;
const priorityOf = (item: number): number => item % 3;
const mostUrgent: Next = (items) =>
  items.findIndex((item) => priorityOf(item) === Math.min(...items.map(priorityOf)));

const newFifo: NewQueue = (options) => new Queue(options);

function anySchedule(newQueue: NewQueue, next = oldest) {
  return fc.asyncProperty(schedules, (schedule) => new Play(schedule, newQueue, next).run());
}

/** Looks for a schedule that breaks the property. If there is one, says how to play it again. */
async function holds(
  property: ReturnType<typeof anySchedule>,
  parameters: fc.Parameters<[Schedule]>,
): Promise<void> {
  const found = await fc.check(property, parameters);
  if (!found.failed) return;
  const again = `INTERLEAVE_SEED=${found.seed}:${found.counterexamplePath}`;
  const command = `${again} node --import tsx --test ${relative("", process.argv[1] ?? "")}`;
  const report = (await fc.asyncDefaultReportMessage(found)) ?? "";
  throw new Error(`to play this schedule again: ${command}\n${report}`, {
    cause: found.errorInstance,
  });
}

/** From "seed:path", as `holds` prints it: that one schedule. From a seed alone: all of its schedules. */
function replayed(seedAndPath = ""): fc.Parameters<[Schedule]> {
  const [seed, ...path] = seedAndPath.split(":");
  if (!seed) return {};
  if (path.length === 0) return { seed: Number(seed) };
  return { seed: Number(seed), path: path.join(":"), numRuns: 1, endOnFailure: true };
}

const replay = replayed(process.env["INTERLEAVE_SEED"]);

test("any 10,000 schedules: nothing lost, nothing doubled, the bound kept, items and waiters first come first served, nobody left behind", async () => {
  await holds(anySchedule(newFifo), { numRuns: 10_000, ...replay });
});

test("any 1,000 schedules on a LifoQueue", async () => {
  await holds(
    anySchedule((options) => new LifoQueue(options), newest),
    { numRuns: 1_000 },
  );
});

test("any 1,000 schedules on a PriorityQueue with equal priorities", async () => {
  const compare = (a: number, b: number) => priorityOf(a) - priorityOf(b);
  await holds(
    anySchedule((options) => new PriorityQueue({ ...options, compare }), mostUrgent),
    { numRuns: 1_000 },
  );
});

/** Forgets every fifth item that has to be stored. */
class Leaky extends Deque<number> {
  #pushed = 0;

  override push(item: number): void {
    this.#pushed += 1;
    if (this.#pushed % 5 !== 0) super.push(item);
  }
}

/** Gives every fifth item twice, in place of the one that is next. */
class Stuttering extends Deque<number> {
  #shifted = 0;
  #last: number | undefined;

  override shift(): number | undefined {
    const item = super.shift();
    this.#shifted += 1;
    if (this.#shifted % 5 !== 0) this.#last = item;
    return this.#last;
  }
}

/** Gives every third item before the one that is due. */
class Swapping extends Deque<number> {
  #shifted = 0;

  override shift(): number | undefined {
    this.#shifted += 1;
    if (this.#shifted % 3 !== 0 || this.size < 2) return super.shift();
    const [first, second, ...rest] = [...this] as [number, number, ...number[]];
    this.clear();
    for (const item of [first, ...rest]) this.push(item);
    return second;
  }
}

/** What everybody writes first: the wait is given up, but not its place in the list. */
class Racing extends Queue<number> {
  override get({ signal }: WaitOptions = {}): Promise<number> {
    const aborted = new Promise<never>((_, reject) => {
      const abort = () => {
        const reason = signal?.reason as Error;
        reject(reason);
      };
      if (signal?.aborted) abort();
      else signal?.addEventListener("abort", abort);
    });
    return Promise.race([super.get(), aborted]);
  }
}

class Forgetful extends Queue<number> {
  override shutdown(): void {}
}

class Miscounting extends Queue<number> {
  override putNowait(item: number): void {
    super.putNowait(item);
    this.taskDone();
  }
}

const broken: Record<string, NewQueue> = {
  "loses an item": (options) => new Queue(options, new Leaky()),
  "doubles an item": (options) => new Queue(options, new Stuttering()),
  "mixes up two items": (options) => new Queue(options, new Swapping()),
  "has the newest item leave first": (options) => new LifoQueue(options),
  "has room for one too many": ({ maxSize = Infinity }) => new Queue({ maxSize: maxSize + 1 }),
  "races a wait against its signal": (options) => new Racing(options),
  "leaves its waiters behind at shutdown": (options) => new Forgetful(options),
  "counts work as done too early": (options) => new Miscounting(options),
};

/** The same schedules every time, so that this test cannot fail by bad luck. */
const fixed = { seed: 1, numRuns: 1_000 };

for (const [what, newQueue] of Object.entries(broken)) {
  test(`a queue that ${what} is caught`, async () => {
    await assert.rejects(
      holds(anySchedule(newQueue), { ...fixed, endOnFailure: true }),
      /to play this schedule again: INTERLEAVE_SEED=1:\S+ node --import tsx --test \S*queue\.property\./,
    );
  });
}

test("the seed in the message plays the smallest failing schedule again, and nothing else", async () => {
  const property = anySchedule((options) => new Queue(options, new Swapping()));
  const found = await fc.check(property, fixed);
  const again = replayed(`${found.seed}:${found.counterexamplePath}`);
  const played = await fc.check(property, { numRuns: 10_000, ...again });
  assert.deepEqual([played.failed, played.numRuns], [true, 1]);
  assert.deepEqual(played.counterexample, found.counterexample);
});
