import { type Exercise, failed, passed } from "../check.ts";
import { gather } from "../gather.ts";
import { EventLoop } from "../loop.ts";
import type { Task } from "../task.ts";
import { pause, serviceMs } from "../program.ts";
import { Queue } from "../queue.ts";
import { Random } from "../random.ts";
import { type Item, Report, silent } from "../report.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { timeline } from "../timeline.ts";
import { Trace } from "../trace.ts";

/** The two places in which a program can decide that it is over. */
export interface Ending {
  /** What each consumer does. `use` reports an item and works on it. */
  consumer(data: Queue<Item>, use: (item: Item) => Promise<void>): Promise<void>;
  /** The whole program; `making` ends with the last producer, `using` with the last consumer. */
  main(data: Queue<Item>, making: Promise<unknown>, using: Promise<unknown>): Promise<unknown>;
}

export const endWithoutCounting: Exercise<Ending> = {
  id: "5.3",
  title: "an end without counting",
  hints: [
    "A consumer cannot know whether more will come. Who can?",
    "When making is over, no item will be put any more: then data.shutdown() says so. And a consumer that loops with for await over the queue stops once it is shut down and empty.",
    "main: await making, then data.shutdown(), then await using. consumer: for await (const item of data) await use(item).",
  ],
  async judge(answer) {
    for (const size of cases) {
      const { wrong, trace } = await judgedRun(answer, size);
      if (wrong !== undefined) {
        return failed(`${inWords(size)}: ${wrong}`, timeline(trace, { title: inWords(size) }));
      }
    }
    return passed(`everything was processed and nobody was left waiting, in ${cases.length} cases`);
  },
};

interface Size {
  readonly producers: number;
  readonly consumers: number;
  /** Items per producer. */
  readonly n: number;
}

/** The smallest first, so that the first failure is the easiest to understand. */
const cases: readonly Size[] = [
  { producers: 1, consumers: 1, n: 1 },
  { producers: 1, consumers: 2, n: 1 },
  { producers: 2, consumers: 1, n: 1 },
  { producers: 1, consumers: 1, n: 2 },
  { producers: 2, consumers: 2, n: 2 },
  { producers: 1, consumers: 3, n: 2 },
  { producers: 3, consumers: 1, n: 2 },
  { producers: 3, consumers: 2, n: 3 },
  { producers: 4, consumers: 3, n: 5 },
  { producers: 2, consumers: 5, n: 8 },
  { producers: 3, consumers: 1, n: 20 },
  { producers: 6, consumers: 2, n: 20 },
];

/** Runs the answer; `wrong` says what did not hold, if anything. */
async function judgedRun(answer: Ending, size: Size): Promise<{ wrong?: string; trace: Trace }> {
  const { producers, consumers, n } = size;
  const clock = new SimulatedClock();
  const trace = new Trace(clock);
  const loop = new EventLoop({ clock, trace });
  const report = new Report(clock, silent);
  const data = new WatchedQueue<Item>({ name: "data" });
  let processed = 0;

  const generate = async (random: Random) => {
    for (let index = 1; index <= n; index++) {
      await data.put(report.generated(index));
      await clock.sleep(pause(random));
    }
  };
  const use = async (item: Item) => {
    report.processed(item);
    await clock.sleep(serviceMs);
    processed += 1;
  };
  const making = tasks(producers, "producer", (i, name) =>
    loop.createTask(() => generate(new Random(500 + n).stream(i)), { name }),
  );
  const using = tasks(consumers, "consumer", (_, name) =>
    loop.createTask(async () => await answer.consumer(data, use), { name }),
  );
  try {
    const [allMade, allUsed] = [heard(gather(making)), heard(gather(using))];
    await loop.runUntilComplete(async () => await answer.main(data, allMade, allUsed));
  } catch (error) {
    return {
      wrong: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      trace,
    };
  }
  const running = [...making, ...using].find((task) => task.state === "running");
  if (running) return { wrong: `main has ended, and ${running.name} has not`, trace };
  const all = producers * n;
  if (processed < all) return { wrong: `${processed} of ${all} items were processed`, trace };
  return { trace };
}

function tasks(
  count: number,
  role: string,
  create: (index: number, name: string) => Task<void>,
): Task<void>[] {
  return Array.from({ length: count }, (_, i) =>
    create(i, count === 1 ? role : `${role} ${i + 1}`),
  );
}

/** Marks failures as heard: an answer that does not listen to a promise must not end the process. */
function heard<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

const mostLooks = 100_000;

/** A loop that only looks, again and again, would let nobody else run: neither the producers nor the check. */
class WatchedQueue<T> extends Queue<T> {
  #looks = 0;

  override get size(): number {
    this.#looks += 1;
    if (this.#looks > mostLooks) {
      throw new Error(
        "the queue was looked at 100,000 times: a loop that only asks lets nobody run",
      );
    }
    return super.size;
  }

  override get empty(): boolean {
    return this.size === 0;
  }
}

function inWords({ producers: p, consumers: c, n }: Size): string {
  const count = (many: number, what: string) => `${many} ${what}${many === 1 ? "" : "s"}`;
  return `${count(p, "producer")}, ${count(c, "consumer")}, ${count(n, "item")} each`;
}
