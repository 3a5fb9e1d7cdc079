import {
  asyncVersion,
  EventLoop,
  gather,
  Queue,
  Random,
  silent,
  SimulatedClock,
  syncVersion,
  Trace,
} from "../../src/index.ts";

/**
 * One program of everything that the trace should be right about: tasks that start tasks, a bounded
 * queue, nested async calls with any number of microtasks, gathering, cancellation at the instant of
 * a wake, plain promises inside tasks. Returns its trace as text.
 */
export async function tracedProgram(): Promise<string> {
  return [await mixedTasks(), synchronous(), await untracedNumbers()].join("\n");
}

async function mixedTasks(): Promise<string> {
  const clock = new SimulatedClock();
  const loop = new EventLoop({ clock });
  const data = new Queue<number>({ name: "data", maxSize: 2 });

  const hops = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) await Promise.resolve();
  };
  const putDeep = async (item: number): Promise<void> => {
    await hops(item % 7);
    await data.put(item);
  };
  const produce = async (random: Random): Promise<void> => {
    for (let item = 0; item < 25; item++) {
      await putDeep(item);
      await Promise.all([clock.sleep(random.integer(0, 4) * 10), hops(3)]);
    }
  };
  const consume = async (random: Random): Promise<number> => {
    let sum = 0;
    for await (const item of data) {
      sum += item;
      await clock.sleep(random.integer(1, 3) * 10);
    }
    return sum;
  };
  const main = async (): Promise<unknown> => {
    const random = new Random(42);
    const producers = [1, 2, 3].map((p) =>
      loop.createTask(() => produce(random.stream(p)), { name: `producer ${p}` }),
    );
    const consumers = [4, 5].map((c) =>
      loop.createTask(() => consume(random.stream(c)), { name: `consumer ${c}` }),
    );
    const doomed = loop.createTask(() => clock.sleep(10_000), { name: "doomed" });
    clock.callLater(50, () => doomed.cancel("an example"));
    await gather(producers);
    data.shutdown();
    const sums = await gather(consumers);
    return [sums, await doomed.catch((error: unknown) => (error as Error).message)];
  };
  const result = await loop.runUntilComplete(main);
  return JSON.stringify({ result, records: loop.trace.records });
}

function synchronous(): string {
  const clock = new SimulatedClock();
  const trace = new Trace(clock);
  syncVersion({ clock, trace, random: new Random(7), print: silent });
  return JSON.stringify(trace.records);
}

async function untracedNumbers(): Promise<string> {
  const options = { random: new Random(7), producers: 3, print: silent };
  return JSON.stringify(await asyncVersion({ clock: new SimulatedClock(), ...options }));
}
