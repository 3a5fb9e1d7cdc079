/** Items from one async function to another: what a queue is for. */
import { cpuTime } from "./cpu.ts";
import { type Contestant, type Scenario, theme, type Trial } from "./theme.ts";
import type { Deliver, Workload } from "./workload.ts";

const scenario = (name: string, shape: Omit<Workload, "items">): Scenario<Workload> => ({
  name,
  workload: ({ items }, share) => ({ ...shape, items: Math.ceil(items * share) }),
});

const one = { producers: 1, consumers: 1 };

export const scenarios: readonly Scenario<Workload>[] = [
  scenario("unbounded 1:1", one),
  scenario("maxsize 1", { ...one, maxSize: 1 }),
  scenario("maxsize 100", { ...one, maxSize: 100 }),
  scenario("10:10", { producers: 10, consumers: 10, maxSize: 100 }),
  scenario("1,000 waiting", { producers: 1, consumers: 1000 }),
  scenario("burst", { ...one, burst: true }),
];

/** A queue under test. */
export interface Entrant extends Pick<Contestant<Workload>, "name" | "cannot" | "share"> {
  readonly role?: Contestant<Workload>["role"];
  readonly deliver: () => Promise<Deliver>;
}

const shiftsArrays = { burst: "Array.shift copies the whole backlog for every item" };
const oneWriter = { "10:10": "one writer at a time; ten that await `ready` would pass the bound" };
const unbounded = "knows no bound";
const unboundedOnly = { "maxsize 1": unbounded, "maxsize 100": unbounded, "10:10": unbounded };

export const entrants: readonly Entrant[] = [
  {
    name: "await Promise.resolve(i)",
    role: "floor",
    deliver: async () => (await import("./floors.ts")).resolved,
  },
  {
    name: "a promise each item: one waits",
    role: "floor",
    deliver: async () => (await import("./floors.ts")).oneWaits,
  },
  {
    name: "promises in turn: both wait",
    role: "floor",
    deliver: async () => (await import("./floors.ts")).bothWait,
  },
  {
    name: "Interleave Queue",
    role: "ours",
    deliver: async () => (await import("./queues/interleave.ts")).deliver,
  },
  {
    name: "async-channel",
    deliver: async () => (await import("./queues/async-channel.ts")).deliver,
    cannot: shiftsArrays,
  },
  { name: "@thi.ng/csp", deliver: async () => (await import("./queues/csp.ts")).deliver },
  {
    name: "fastq.promise",
    deliver: async () => (await import("./queues/fastq.ts")).deliver,
    share: 0.2,
  },
  {
    name: "async.queue",
    deliver: async () => (await import("./queues/async-queue.ts")).deliver,
    share: 0.2,
  },
  {
    name: "p-queue",
    deliver: async () => (await import("./queues/p-queue.ts")).deliver,
    share: 0.02,
  },
  {
    name: "effect Queue",
    deliver: async () => (await import("./queues/effect.ts")).deliver,
    share: 0.02,
  },
  {
    name: "Web Streams",
    deliver: async () => (await import("./queues/web-streams.ts")).deliver,
    cannot: oneWriter,
    share: 0.02,
  },
  {
    name: "events.on",
    deliver: async () => (await import("./queues/events-on.ts")).deliver,
    cannot: unboundedOnly,
    share: 0.2,
  },
];

/** Checks that the sum of what came is right: work that was lost would look like speed. */
export function trial(deliver: Deliver): Trial<Workload> {
  return async (workload) => {
    let sum = 0;
    const spent = await cpuTime(() => deliver(workload, (item) => void (sum += item)));
    const expected = (workload.items * (workload.items - 1)) / 2;
    if (sum !== expected) throw new Error(`items were lost: their sum is ${sum}, not ${expected}`);
    return spent / workload.items;
  };
}

export const queues = theme<Workload>({
  id: "queues",
  title: "Queues: one item from put to get",
  unit: "ns of CPU per item",
  contestants: [
    ...entrants.map(({ deliver, role = "peer", ...entrant }): Contestant<Workload> => ({
      ...entrant,
      role,
      load: async () => trial(await deliver()),
    })),
    { name: "asyncio.Queue", role: "peer", python: "queues.py", share: 0.1 },
  ],
  scenarios,
  warmUp: (workload) => ({ ...workload, items: Math.ceil(workload.items / 5) }),
});
