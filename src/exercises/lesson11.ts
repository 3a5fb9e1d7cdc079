import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import { Random } from "../random.ts";
import { sectionsFigure } from "../sections-figure.ts";
import { type Caller, type Gate, GateRun } from "./lesson11-gate.ts";

export { bind, type Bind, type Who } from "./lesson11-bind.ts";
export { Bank, type Pair, transfer, type Transfer } from "./lesson11-bank.ts";

/** Lets one body in at a time. */
export interface MutexLike {
  run<T>(body: () => Promise<T>): Promise<T>;
}

export const mutex: Exercise<() => MutexLike> = {
  id: "11.1",
  title: "a lock of your own",
  hints: [
    "What happens to locked and to those who wait if body throws?",
    "Unlock in finally. And look at the moment between the unlocking and the waking: who can come in there?",
    "In finally: const next = this.waiting.shift(); if (next) next(); else this.locked = false. Who is woken owns the lock already: an if in place of the while.",
  ],
  async judge(make) {
    const count = await judgeAll(() => {
      const own = make();
      return (body) => own.run(body);
    }, [1]);
    if (typeof count !== "number") return count;
    return passed(`one at a time, first come, first served, in ${count} schedules`);
  },
};

/** Lets a number of bodies in at a time. */
export interface SemaphoreLike {
  withPermit<T>(body: () => Promise<T>): Promise<T>;
}

export const semaphore: Exercise<(permits: number) => SemaphoreLike> = {
  id: "11.2",
  title: "permits",
  hints: [
    "Keep the number of free permits. Who takes one makes it smaller; at 0 there is none to take.",
    "Whoever finds none parks a way to be woken in waiting. Give back in finally, so that a throw keeps no permit.",
    "if (this.free > 0) this.free -= 1; else await new Promise<void>((wake) => this.waiting.push(wake)); and in finally wake the next, or, if there is none, this.free += 1.",
  ],
  async judge(make) {
    const newGate = (permits: number): Gate => {
      const own = make(permits);
      return (body) => own.withPermit(body);
    };
    const count = await judgeAll(newGate, [1, 2, 3]);
    if (typeof count !== "number") return count;
    return passed(`never too many, first come, first served, in ${count} schedules`);
  },
};

const small: readonly (readonly Caller[])[] = [
  [{ ms: 5 }],
  [{ ms: 5 }, { ms: 5 }],
  [
    { ms: 5, fails: true },
    { at: 1, ms: 5 },
  ],
  [{ ms: 5 }, { at: 1, ms: 5 }, { at: 2, ms: 5 }],
  [
    { ms: 5, newcomers: 8 },
    { at: 1, ms: 5 },
  ],
  Array.from({ length: 6 }, (_, i) => ({ ms: 5 + i, fails: i % 2 === 0 })),
];

const drawn = (random: Random): Caller[] =>
  Array.from({ length: random.integer(2, 8) }, () => ({
    at: random.integer(0, 12),
    ms: random.integer(0, 4),
    fails: random.next() < 0.25,
    newcomers: random.integer(0, 2),
  }));

/** The first failure, or in how many schedules there was none. */
async function judgeAll(
  newGate: (permits: number) => Gate,
  sizes: readonly number[],
): Promise<Verdict | number> {
  const random = new Random(111);
  const cases = [...small, ...Array.from({ length: 100 }, () => drawn(random))];
  for (const callers of cases) {
    for (const permits of sizes) {
      const verdict = await judgeCallers(new GateRun(newGate(permits), permits), callers);
      if (!verdict.passed) return verdict;
    }
  }
  return cases.length * sizes.length;
}

async function judgeCallers(run: GateRun, callers: readonly Caller[]): Promise<Verdict> {
  await run.of(callers);
  const figure = sectionsFigure(run.sections, { title: "Who is inside, and when" });
  const count = run.called.length;
  const many = count === 1 ? "1 caller" : `${count} callers`;
  const story = run.permits === 1 ? many : `${run.permits} permits, ${many}`;
  const [tooMany] = run.sections.filter(({ broken }) => broken);
  if (tooMany) {
    const others = run.permits === 1 ? "another is" : `${run.permits} others are`;
    return failed(`${story}: ${tooMany.label} gets in while ${others} inside`, figure);
  }
  const early = run.entered.findIndex((name, i) => run.called[i] !== name);
  if (early >= 0) {
    const [first, then] = [run.entered[early] ?? "", run.called[early] ?? ""];
    return failed(`${story}: ${first} gets in before ${then}, who came earlier`, figure);
  }
  const [shut] = run.called.slice(run.entered.length);
  if (shut !== undefined) {
    const why = run.lastFailed ? ", after a body that threw" : "";
    return failed(`${story}: ${shut} never gets in${why}`, figure);
  }
  const [complaint] = run.complaints;
  if (complaint !== undefined) return failed(`${story}: ${complaint}`, figure);
  return run.idle ? failed(`${story}: somebody waits without need`, figure) : passed("");
}
