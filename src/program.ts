import type { Clock } from "./clock.ts";
import { Queue } from "./queue.ts";
import type { Random } from "./random.ts";
import { type Item, type Print, Report } from "./report.ts";
import type { Trace } from "./trace.ts";

/** How long a consumer works on an item, in milliseconds. */
export const serviceMs = 500;

/** What the course’s program is run with. */
export interface ProgramOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Items per producer; 20 if left out. */
  readonly n?: number;
  readonly producers?: number;
  readonly consumers?: number;
  /** The queue's capacity; unbounded if left out. */
  readonly maxSize?: number;
  /** Records the run, if given. It must use the same clock. */
  readonly trace?: Trace;
  readonly print?: Print;
}

/** What a run of the program comes to, in milliseconds. */
export interface Outcome {
  readonly total: number;
  /** In the order of processing. */
  readonly responses: readonly number[];
}

/** The pause of a producer after each item: anything from half a second to one and a half, in milliseconds. */
export const pause = (random: Random): number => random.duration(500, 1500);

/** Lesson 1: all the making, then all the using. More producers make their items one after another. */
export function syncVersion(options: ProgramOptions): Outcome {
  const { clock, n = 20, producers = 1, trace } = options;
  const report = new Report(clock, options.print);
  const data: Item[] = [];
  report.started();
  for (let producer = 0; producer < producers; producer++) {
    const random = options.random.stream(producer);
    inTask(trace, producerName(producer, producers), () => {
      for (let index = 1; index <= n; index++) {
        data.push(report.generated(index));
        clock.sleepSync(pause(random));
      }
    });
  }
  inTask(trace, "consumer", () => {
    for (const item of data) {
      report.processed(item);
      clock.sleepSync(serviceMs);
    }
  });
  report.exiting();
  return { total: report.total, responses: report.responses };
}

/**
 * Lessons 3 to 5: producers and consumers take turns around a queue. When the producers are done the
 * queue is shut down, and the consumers stop once it is empty: nobody has to count.
 */
export async function asyncVersion(options: ProgramOptions): Promise<Outcome> {
  const { clock, n = 20, producers = 1, consumers = 1, maxSize, trace } = options;
  const report = new Report(clock, options.print);
  const data = new Queue<Item>({ maxSize: maxSize ?? Infinity, name: "data" });

  const generateData = async (producer: number) => {
    const random = options.random.stream(producer);
    for (let index = 1; index <= n; index++) {
      await data.put(report.generated(index));
      await clock.sleep(pause(random));
    }
  };
  const processData = async () => {
    for await (const item of data) {
      report.processed(item);
      await clock.sleep(serviceMs);
    }
  };
  const main = async () => {
    report.started();
    const making = range(producers).map((p) =>
      inTask(trace, producerName(p, producers), () => generateData(p)),
    );
    const using = range(consumers).map((c) =>
      inTask(trace, consumers === 1 ? "consumer" : `consumer ${c + 1}`, processData),
    );
    await Promise.all(making);
    data.shutdown();
    await Promise.all(using);
    report.exiting();
  };
  await (trace ? trace.run(main) : clock.run(main));
  return { total: report.total, responses: report.responses };
}

function inTask<T>(trace: Trace | undefined, name: string, body: () => T): T {
  return trace ? trace.task(name, body) : body();
}

function producerName(producer: number, producers: number): string {
  return producers === 1 ? "producer" : `producer ${producer + 1}`;
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
