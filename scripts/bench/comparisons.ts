/** Everything but the queues themselves: backlog, cancellation, clocks, memory and traces. */
import type { Backlogs } from "./backlog.ts";
import type { Cancellations } from "./cancellation.ts";
import type { Sleepers } from "./clocks/sleepers.ts";
import type { Sleeping } from "./memory.ts";
import { type Contestant, type Scenario, type Size, theme } from "./theme.ts";
import type { Traceable } from "./tracing.ts";

const ns = "ns of CPU";

export const backlogs = theme<Backlogs>({
  id: "backlog",
  title: "Backlog: getting what is in the queue already",
  unit: `${ns} per item`,
  contestants: [
    {
      name: "array and promise",
      role: "floor",
      load: async () => (await import("./backlog.ts")).array,
    },
    {
      name: "Interleave Queue",
      role: "ours",
      load: async () => (await import("./backlog.ts")).ours,
    },
    {
      name: "async-channel",
      role: "peer",
      load: async () => (await import("./backlog.ts")).asyncChannel,
      cannot: { "one queue of all": "Array.shift copies the whole backlog for every item" },
    },
    { name: "@thi.ng/csp", role: "peer", load: async () => (await import("./backlog.ts")).csp },
    { name: "asyncio.Queue", role: "peer", python: "backlog.py" },
  ],
  scenarios: [
    { name: "queues of 100", workload: (size) => ({ queues: backlogSize(size) / 100, each: 100 }) },
    { name: "one queue of all", workload: (size) => ({ queues: 1, each: backlogSize(size) }) },
  ],
  warmUp: ({ queues, each }) => ({ queues: Math.ceil(queues / 10), each: Math.ceil(each / 10) }),
});

/** A million, unless the run is to be a quick one. */
function backlogSize({ items }: Size): number {
  return items < 100_000 ? 10_000 : 1_000_000;
}

export const cancellations = theme<Cancellations>({
  id: "cancellation",
  title: "Cancellation: a get that waits and is given up",
  unit: `${ns} per cancelled wait, its AbortController included`,
  contestants: [
    {
      name: "AbortController and promise",
      role: "floor",
      load: async () => (await import("./cancellation.ts")).floor,
    },
    {
      name: "Interleave Queue",
      role: "ours",
      load: async () => (await import("./cancellation.ts")).ours,
    },
    {
      name: "effect Queue",
      role: "peer",
      load: async () => (await import("./cancellation.ts")).effect,
      share: 0.1,
    },
    { name: "asyncio.Queue", role: "peer", python: "cancellation.py" },
  ],
  scenarios: [10, 1000].map((waiting) => ({
    name: `${waiting.toLocaleString("en")} waiting`,
    workload: ({ items }: Size, share: number) => ({
      waits: Math.ceil((items * share) / 10_000) * 1000,
      waiting,
    }),
  })),
  warmUp: (workload) => ({ ...workload, waits: 2000 }),
});

type Clocks = Contestant<Sleepers>;

const heap: Clocks = {
  name: "heap of bare callbacks",
  role: "floor",
  load: async () => (await import("./clocks/floor.ts")).trial,
};
const ours: Clocks = {
  name: "Interleave SimulatedClock",
  role: "ours",
  load: async () => (await import("./clocks/interleave.ts")).trial,
};
const sortsAll = "sorts all sleepers at every wake";
const testClock: Clocks = {
  name: "effect TestClock",
  role: "peer",
  load: async () => (await import("./clocks/effect.ts")).trial,
  share: { "one sleeper": 0.0002 },
  cannot: { "distinct deadlines": sortsAll, "equal deadlines": sortsAll },
};
const pythonClocks: readonly Clocks[] = [
  { name: "SimPy", role: "peer", python: "clock_simpy.py", share: { "one sleeper": 0.2 } },
  {
    name: "asyncio, virtual loop",
    role: "peer",
    python: "clock_asyncio.py",
    share: { "distinct deadlines": 0.1, "equal deadlines": 0.1, "one sleeper": 0.1 },
  },
];

const crowd = (equal: boolean): Scenario<Sleepers>["workload"] => {
  return ({ sleepers, naps }, share) => ({ sleepers, naps: Math.ceil(naps * share), equal });
};

export const clocks = theme<Sleepers>({
  id: "clocks",
  title: "Simulated clocks: one wake out of a sleep",
  unit: `${ns} per wake`,
  contestants: [
    heap,
    ours,
    {
      name: "@sinonjs/fake-timers",
      role: "peer",
      load: async () => (await import("./clocks/fake-timers.ts")).trial,
      share: { "one sleeper": 0.02 },
    },
    testClock,
    ...pythonClocks,
  ],
  scenarios: [
    { name: "distinct deadlines", workload: crowd(false) },
    { name: "equal deadlines", workload: crowd(true) },
    {
      name: "one sleeper",
      workload: ({ sleepers }, share) => ({ sleepers: 1, naps: sleepers * 5 * share, equal: true }),
    },
  ],
  warmUp: ({ sleepers, naps, equal }) => ({
    sleepers: Math.ceil(sleepers / 50),
    naps: Math.ceil(naps / 50),
    equal,
  }),
});

const crowds = [10, 100, 1000, 10_000, 100_000, 1_000_000];

export const growth = theme<Sleepers>({
  id: "growth",
  title: "Simulated clocks: one wake, by the number of sleepers",
  unit: `${ns} per wake`,
  contestants: [heap, ours],
  mostRounds: 3, // a million sleepers take long, and the curve is what counts
  scenarios: crowds.map((crowd) => ({
    name: crowd.toLocaleString("en"),
    workload: (size) => {
      if (crowd > size.sleepers * 10) return undefined;
      const naps = Math.ceil((size.sleepers * 2) / crowd);
      return { sleepers: crowd, naps, equal: false };
    },
  })),
  warmUp: (workload) => ({ ...workload, sleepers: 10, naps: 1000 }),
});

const weighed = (
  name: string,
  role: Contestant<Sleeping>["role"],
  which: "bare" | "loopTask" | "realTimeout" | "fakeTimers" | "effectFiber",
): Contestant<Sleeping> => ({
  name,
  role,
  load: async () => (await import("./memory.ts"))[which],
});

export const memory = theme<Sleeping>({
  id: "memory",
  title: "Memory: one task that sleeps",
  unit: "bytes",
  contestants: [
    weighed("Interleave: async function", "ours", "bare"),
    weighed("Interleave: traced task of a loop", "variant", "loopTask"),
    weighed("setTimeout", "peer", "realTimeout"),
    weighed("@sinonjs/fake-timers", "peer", "fakeTimers"),
    weighed("effect fiber", "peer", "effectFiber"),
    { name: "asyncio.Task", role: "peer", python: "memory_asyncio.py" },
  ],
  scenarios: [{ name: "sleeping", workload: ({ sleepers }) => ({ tasks: sleepers }) }],
});

export const traces = theme<Traceable>({
  id: "traces",
  title: "Traces: the same program with and without",
  unit: `${ns} per event`,
  contestants: [
    { name: "untraced", role: "ours", load: async () => (await import("./tracing.ts")).untraced },
    { name: "traced", role: "variant", load: async () => (await import("./tracing.ts")).traced },
    {
      name: "untraced, after a trace",
      role: "variant",
      load: async () => (await import("./tracing.ts")).untracedAfterwards,
    },
  ],
  scenarios: (["hand-off", "sleep"] as const).map((what) => ({
    name: what,
    workload: ({ items }) => ({ what, events: Math.ceil(items / 400) * 100 }),
  })),
  warmUp: (workload) => ({ ...workload, events: 5000 }),
});
