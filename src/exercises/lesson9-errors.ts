import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import { CancelledError } from "../errors.ts";
import { lifetimes } from "../lifetimes.ts";
import { EventLoop } from "../loop.ts";
import { Random } from "../random.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import type { Task } from "../task.ts";

/** Waits for all tasks; at the first failure cancels the others; throws all errors but the cancellations. */
export type AllOrNothing = (tasks: readonly Task<void>[]) => Promise<void>;

/** What a task does: it needs `ms`; if it is cancelled before that, it cleans up for `cleanUp` milliseconds. */
interface Part {
  readonly ms: number;
  readonly fails?: boolean;
  readonly cleanUp?: number;
  readonly cleanUpFails?: boolean;
}

export const allOrNothing: Exercise<AllOrNothing> = {
  id: "9.2",
  title: "all or nothing",
  hints: [
    "Promise.all stops waiting at the first failure. Who listens to the other errors, and who tells the others to stop?",
    "Give every task a listener of its own: task.catch((error) => …). It notes the error, and if it is the first, cancels the others. A CancelledError is none.",
    "const heard = tasks.map((task) => task.catch(…)); await Promise.all(heard); then throw new AggregateError(errors) if errors is not empty.",
  ],
  async judge(answer) {
    const random = new Random(92);
    const groups: Part[][] = [
      [{ ms: 10 }],
      [{ ms: 20 }, { ms: 10 }],
      [{ ms: 10, fails: true }],
      [{ ms: 10, fails: true }, { ms: 90 }],
      [{ ms: 90 }, { ms: 10, fails: true }],
      [
        { ms: 10, fails: true },
        { ms: 90, cleanUp: 20 },
      ],
      [
        { ms: 10, fails: true },
        { ms: 90, cleanUp: 20, cleanUpFails: true },
      ],
      [
        { ms: 10, fails: true },
        { ms: 90, cleanUp: 20 },
        { ms: 91, cleanUpFails: true },
      ],
      [{ ms: 5 }, { ms: 30, fails: true }, { ms: 10, fails: true, cleanUp: 5 }],
    ];
    for (let i = 0; i < 60; i += 1) groups.push(drawn(random));
    for (const parts of groups) {
      const verdict = await judgeParts(answer, parts);
      if (!verdict.passed) return verdict;
    }
    return passed(`nobody is left, and no error is lost, in ${groups.length} groups`);
  },
};

const drawn = (random: Random): Part[] =>
  Array.from({ length: random.integer(2, 6) }, (_, i) => ({
    ms: 10 * random.integer(1, 20) + i, // no two at the same instant
    fails: random.next() < 0.3,
    cleanUp: 10 * random.integer(0, 3),
    cleanUpFails: random.next() < 0.3,
  }));

async function judgeParts(answer: AllOrNothing, parts: readonly Part[]): Promise<Verdict> {
  const clock = new SimulatedClock();
  const loop = new EventLoop({ clock });
  let [at, running, thrown]: [number, number, unknown] = [0, 0, undefined];
  const disturbed: string[] = [];
  await loop.runUntilComplete(async () => {
    const tasks = parts.map((part, i) => {
      const name = `task ${i + 1}`;
      const disturb = () => disturbed.push(name);
      return loop.createTask(() => runPart(part, name, clock, disturb), { name });
    });
    await answer(tasks).catch((error: unknown) => (thrown = error));
    at = clock.now();
    running = tasks.filter((task) => !task.done).length;
    for (const task of tasks) task.outcome.catch(() => {});
  });
  await clock.sleep(1000); // until those that were left behind have ended as well
  const figure = lifetimes(loop.trace, { title: "The tasks, and main around them" });
  const story = parts.map(inWords).join("; ");
  if (running > 0) {
    const they = running === 1 ? "1 task is" : `${running} tasks are`;
    return failed(`${story}: at ${at} ms it ends, and ${they} still running`, figure);
  }
  const [first] = disturbed;
  if (first !== undefined) {
    return failed(`${story}: ${first} is cancelled again while it cleans up`, figure);
  }
  const wanted = expected(parts);
  if (thrown !== undefined && wanted.errors.length === 0) {
    return failed(`${story}: nothing fails, and yet it throws`, figure);
  }
  if (thrown !== undefined && !(thrown instanceof AggregateError)) {
    return failed(`${story}: it throws "${messageOf(thrown)}", and no AggregateError`, figure);
  }
  const errors = thrown instanceof AggregateError ? thrown.errors.map(messageOf).sort() : [];
  if (errors.join(", ") !== wanted.errors.join(", ")) {
    const [got, should] = [errors, wanted.errors].map((list) => list.join(", ") || "nothing");
    return failed(`${story}: it throws ${got ?? ""}, and should throw ${should ?? ""}`, figure);
  }
  if (at === wanted.endsAt) return passed("");
  return failed(`${story}: it ends at ${at} ms, and should end at ${wanted.endsAt} ms`, figure);
}

async function runPart(
  part: Part,
  name: string,
  clock: SimulatedClock,
  disturb: () => void,
): Promise<void> {
  try {
    await clock.sleep(part.ms);
  } catch (error) {
    await clock.sleep(part.cleanUp ?? 0).catch(disturb);
    if (part.cleanUpFails) throw new Error(`${name} cannot clean up`, { cause: error });
    throw error;
  }
  if (part.fails) throw new Error(`${name} fails`);
}

/** When all have ended, and what was thrown by then, in the order of the alphabet. */
function expected(parts: readonly Part[]): { endsAt: number; errors: string[] } {
  const failure = Math.min(...parts.filter(({ fails }) => fails).map(({ ms }) => ms));
  const ends = parts.map(({ ms, cleanUp = 0 }) => (ms > failure ? failure + cleanUp : ms));
  const errors = parts.flatMap(({ ms, cleanUpFails }, i) => {
    if (ms === failure) return [`task ${i + 1} fails`];
    return ms > failure && cleanUpFails ? [`task ${i + 1} cannot clean up`] : [];
  });
  return { endsAt: Math.max(...ends), errors: errors.sort() };
}

function messageOf(error: unknown): string {
  if (error instanceof CancelledError) return "a cancellation";
  return error instanceof Error ? error.message : String(error);
}

function inWords({ ms, fails, cleanUp = 0, cleanUpFails }: Part, i: number): string {
  const end = fails ? "fails" : "returns";
  const bad = cleanUpFails ? ", and fails at it" : "";
  const tidy = cleanUp > 0 || cleanUpFails ? `, cleans up for ${cleanUp} ms${bad}` : "";
  return `task ${i + 1} ${end} at ${ms} ms${tidy}`;
}
