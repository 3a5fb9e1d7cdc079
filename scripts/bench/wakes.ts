/** Simulated clocks: what it costs to sleep and to be woken. */
import type { Sleepers } from "./clocks/sleepers.ts";
import { type Contestant, type Scenario, theme } from "./theme.ts";

type Clocks = Contestant<Sleepers>;

const heap: Clocks = {
  name: "heap of bare callbacks",
  role: "floor",
  load: async () => (await import("./clocks/floor.ts")).trial,
};
const promises: Clocks = {
  name: "promises, no clock",
  role: "floor",
  load: async () => (await import("./clocks/promises.ts")).trial,
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
    mostRounds: 2,
    share: { "one sleeper": 0.1 },
  },
];

const crowd = (equal: boolean): Scenario<Sleepers>["workload"] => {
  return ({ sleepers, naps }, share) => ({ sleepers, naps: Math.ceil(naps * share), equal });
};

export const clocks = theme<Sleepers>({
  id: "clocks",
  title: "Simulated clocks: one wake out of a sleep",
  unit: "ns of CPU per wake",
  contestants: [
    promises,
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
  unit: "ns of CPU per wake",
  contestants: [heap, ours],
  scenarios: crowds.map((crowd) => ({
    name: crowd.toLocaleString("en"),
    mostRounds: crowd === 1_000_000 ? 2 : 5, // ten seconds each
    workload: (size) => {
      if (crowd > size.sleepers * 10) return undefined;
      const naps = Math.ceil((size.sleepers * 2) / crowd);
      return { sleepers: crowd, naps, equal: false };
    },
  })),
  warmUp: (workload) => ({ ...workload, sleepers: 10, naps: 1000 }),
});
