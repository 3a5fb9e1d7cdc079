import { failed, passed, type Verdict } from "../check.ts";
import { seconds } from "../report.ts";
import { Random } from "../random.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { timeline } from "../timeline.ts";
import { Trace, type TracedTask } from "../trace.ts";
import { watchedFields } from "./lesson3-schedules.ts";

/** A queue of jobs that knows when all of them are done. A job is the number of milliseconds it takes. */
export interface JoinableQueue {
  put(ms: number): unknown;
  get(): PromiseLike<number>;
  taskDone(): void;
  join(): PromiseLike<unknown>;
}

/** Jobs that are put, workers that take them, and instants at which somebody calls join. In milliseconds. */
interface Case {
  readonly name: string;
  readonly jobs: readonly { readonly at: number; readonly ms: number }[];
  readonly workers: number;
  readonly joinsAt: readonly number[];
}

const job = (at: number, ms = 500) => ({ at, ms });

/** From small to large: the first that fails is the smallest. */
const cases: readonly Case[] = [
  { name: "no job", jobs: [], workers: 1, joinsAt: [0] },
  { name: "one job", jobs: [job(0)], workers: 1, joinsAt: [100] },
  { name: "one job, join after it is done", jobs: [job(0)], workers: 1, joinsAt: [700] },
  { name: "one job, two who join", jobs: [job(0)], workers: 1, joinsAt: [100, 200] },
  { name: "two jobs", jobs: [job(0), job(0)], workers: 1, joinsAt: [100] },
  { name: "two jobs, two workers", jobs: [job(0), job(0, 800)], workers: 2, joinsAt: [100] },
  {
    name: "a job, and another one when the first is done",
    jobs: [job(0), job(1000)],
    workers: 1,
    joinsAt: [100, 1100],
  },
  ...Array.from({ length: 50 }, (_, seed) => randomCase(new Random(seed))),
];

function randomCase(random: Random): Case {
  const times = (most: number) =>
    Array.from({ length: random.integer(1, most) }, () => random.integer(0, 40) * 100 + 50);
  const jobs = times(8).map((at) => job(at, random.integer(1, 9) * 100));
  const workers = random.integer(1, 3);
  return {
    name: `${jobs.length} jobs and ${workers} workers`,
    jobs,
    workers,
    joinsAt: times(4).map((at) => at + 1),
  };
}

/** Every join must return at the first instant, from the call on, at which all that was put is done. */
export async function judgeJoin(make: () => JoinableQueue): Promise<Verdict> {
  for (const one of cases) {
    const { joins, trace } = await play(one, watchedFields(make()));
    const wrong = joins.find(({ returned, due }) => returned !== due);
    if (wrong)
      return failed(`${one.name}: ${inWords(wrong)}`, timeline(trace, { title: one.name }));
  }
  return passed(`${cases.length} runs: join returns when everything is processed, and not before`);
}

interface Join {
  readonly calledAt: number;
  /** When it should return, and when it did. */
  due?: number;
  returned?: number;
}

function inWords({ calledAt, due, returned }: Join): string {
  const called = `join was called at ${seconds(calledAt)} s`;
  const wanted = `everything is processed at ${seconds(due ?? calledAt)} s`;
  return returned === undefined
    ? `${called} and never returned, though ${wanted}`
    : `${called} and returned at ${seconds(returned)} s, but ${wanted}`;
}

async function play(
  { jobs, workers, joinsAt }: Case,
  queue: JoinableQueue,
): Promise<{ readonly joins: Join[]; readonly trace: Trace }> {
  const clock = new SimulatedClock();
  const trace = new Trace(clock);
  const joins: Join[] = [];
  const threw: unknown[] = [];
  let unfinished = 0;

  const work = async (task: TracedTask) => {
    for (;;) {
      const ms = await queue.get();
      const awake = trace.waitBegan(task, { kind: "sleep", ms });
      await new Promise<void>((resolve) => clock.callLater(ms, resolve));
      awake("clock");
      unfinished -= 1;
      if (unfinished === 0) for (const join of joins) join.due ??= clock.now();
      queue.taskDone();
    }
  };
  const callJoin = async (number: number) => {
    const task = trace.create(joinsAt.length === 1 ? "join" : `join ${number + 1}`);
    const join: Join = { calledAt: clock.now() };
    if (unfinished === 0) join.due = clock.now();
    joins.push(join);
    const returned = trace.waitBegan(task, { kind: "join", queue: "work" });
    await queue.join();
    returned();
    join.returned = clock.now();
    const goesOn = trace.waitBegan(task, { kind: "sleep", ms: 100 }); // so that the figure shows when
    await new Promise<void>((resolve) => clock.callLater(100, resolve));
    goesOn("clock");
  };
  const begin = (task: Promise<void>) => void task.catch((error: unknown) => threw.push(error));

  for (const { at, ms } of jobs) {
    clock.callLater(at, () => {
      unfinished += 1;
      begin((async () => void (await queue.put(ms)))());
    });
  }
  joinsAt.forEach((at, i) => clock.callLater(at, () => begin(callJoin(i))));
  const team = Array.from({ length: workers }, (_, i) =>
    workers === 1 ? "worker" : `worker ${i + 1}`,
  );
  const tasks = team.map((name) => trace.create(name));
  for (const task of tasks) begin(work(task));
  await clock.run(() => clock.sleep(longEnough(jobs, joinsAt)));
  for (const { id } of tasks) trace.record({ type: "task-ended", task: id, failed: false });
  if (threw.length > 0) throw threw[0];
  return { joins, trace };
}

/** When one worker alone would be done with everything, and a little. */
function longEnough(jobs: Case["jobs"], joinsAt: readonly number[]): number {
  const work = jobs.reduce((sum, { ms }) => sum + ms, 0);
  return Math.max(0, ...joinsAt, ...jobs.map(({ at }) => at)) + work + 100;
}
