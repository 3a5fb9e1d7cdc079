/** What it costs to have a trace written. */
import { Queue } from "../../src/queue.ts";
import { SimulatedClock } from "../../src/simulated-clock.ts";
import { Trace } from "../../src/trace.ts";
import { cpuTime } from "./cpu.ts";
import type { Trial } from "./theme.ts";
import { range } from "./workload.ts";

export interface Traceable {
  readonly what: "hand-off" | "sleep";
  readonly events: number;
}

type InTask = (name: string, body: () => Promise<void>) => Promise<void>;

/** One producer, one consumer: an event is an item. */
async function handOff(inTask: InTask, events: number): Promise<void> {
  const queue = new Queue<number>();
  await Promise.all([
    inTask("consumer", async () => {
      for (let i = 0; i < events; i++) await queue.get();
    }),
    inTask("producer", async () => {
      for (let i = 0; i < events; i++) await queue.put(i);
    }),
  ]);
}

/** A hundred sleepers: an event is a wake. */
async function naps(inTask: InTask, events: number, clock: SimulatedClock): Promise<void> {
  const sleeper = async (): Promise<void> => {
    for (let nap = 0; nap < events / 100; nap++) await clock.sleep(1);
  };
  await Promise.all(range(100).map((who) => inTask(`sleeper ${who}`, sleeper)));
}

async function run({ what, events }: Traceable, traced: boolean): Promise<void> {
  const clock = new SimulatedClock();
  const trace = new Trace(clock);
  const inTask: InTask = traced ? (name, body) => trace.task(name, body) : (_, body) => body();
  const body = (): Promise<void> =>
    what === "sleep" ? naps(inTask, events, clock) : handOff(inTask, events);
  await (traced ? trace.run(body) : clock.run(body));
}

const perEvent =
  (traced: boolean): Trial<Traceable> =>
  async (workload) =>
    (await cpuTime(() => run(workload, traced))) / workload.events;

export const untraced = perEvent(false);
export const traced = perEvent(true);

/** Whether a trace leaves something behind that slows down what runs after it. */
export const untracedAfterwards: Trial<Traceable> = async (workload) => {
  await run({ ...workload, events: 100 }, true);
  return await untraced(workload);
};
