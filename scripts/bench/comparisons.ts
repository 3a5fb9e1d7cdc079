/** What a queue is asked beside its speed, and what else is weighed: backlog, cancellation, memory and traces. */
import type { Backlogs } from "./backlog.ts";
import type { Cancellations } from "./cancellation.ts";
import type { Sleeping } from "./memory.ts";
import { type Contestant, type Size, theme } from "./theme.ts";
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
      mostRounds: 3, // filling takes longer than getting
      cannot: { "one queue of all": "Array.shift copies the whole backlog for every item" },
    },
    {
      name: "@thi.ng/csp",
      role: "peer",
      load: async () => (await import("./backlog.ts")).csp,
      mostRounds: 3,
    },
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
      waits: Math.ceil((items * share) / 50_000) * 1000,
      waiting,
    }),
  })),
  warmUp: (workload) => ({ ...workload, waits: 2000 }),
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
  scenarios: [
    { name: "sleeping", workload: ({ sleepers }) => ({ tasks: sleepers }), mostRounds: 3 }, // bytes hardly vary
  ],
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
