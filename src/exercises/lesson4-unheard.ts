import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { timeline } from "../timeline.ts";
import { Trace } from "../trace.ts";
import { onUnhandled, watched } from "./unheard.ts";

/** Gets two titles at the same time. */
export type BothTitles = (
  first: () => Promise<string>,
  second: () => Promise<string>,
) => Promise<readonly string[]>;

export const bothTitles: Exercise<BothTitles> = {
  id: "4.3",
  title: "the unheard rejection",
  hints: [
    "While your function waits for the first promise, who listens to the second?",
    "Both promises need a listener before you wait for anything. Which function takes several promises and listens to all of them at once?",
    "Hand both to Promise.all as you start them: await Promise.all([first(), second()]) listens to both from the beginning, and throws the first failure.",
  ],
  async judge(answer) {
    for (const schedule of schedules) {
      const verdict = await judgeSchedule(answer, schedule);
      if (!verdict.passed) return verdict;
    }
    return passed(`started together, and every failure is heard, in ${schedules.length} schedules`);
  },
};

/** How one call ends: after so many milliseconds, well or not. */
interface Ending {
  readonly ms: number;
  readonly fails: boolean;
}

const well = (ms: number): Ending => ({ ms, fails: false });
const badly = (ms: number): Ending => ({ ms, fails: true });

const schedules: readonly (readonly [Ending, Ending])[] = [
  [well(10), well(20)],
  [well(20), well(10)],
  [badly(20), well(10)],
  [badly(10), well(20)],
  [well(10), badly(20)],
  [well(20), badly(10)],
  [badly(10), badly(20)],
  [badly(20), badly(10)],
  [badly(10), badly(10)],
];

async function judgeSchedule(
  answer: BothTitles,
  endings: readonly [Ending, Ending],
): Promise<Verdict> {
  const run = new WatchedRun(endings);
  const story = storyOf(endings);
  const { said, endedAt } = await run.of(answer);
  const figure = timeline(run.trace, { title: "The two calls" });
  if (run.startedAt.length !== 2 || run.startedAt.some((at) => at > 0)) {
    const at = run.startedAt.map((ms) => `${ms} ms`).join(" and ") || "no time at all";
    return failed(`${story}: the calls start at ${at}, not together at 0 ms`, figure);
  }
  const unheard = run.unheard[0];
  if (unheard !== undefined) {
    return failed(`${story}: nobody listens when the ${unheard} one fails`, figure);
  }
  const failures = endings.map(({ fails }, i) => (fails ? `no ${names[i] ?? ""} title` : ""));
  const wanted = failures.some((text) => text !== "") ? failures : ["first title, second title"];
  if (!wanted.includes(said) || said === "") {
    const should = wanted.filter((text) => text !== "").join('" or "');
    return failed(`${story}: the caller gets "${said}", and should get "${should}"`, figure);
  }
  const latest = Math.max(...endings.map(({ ms }) => ms));
  if (endedAt > latest) {
    return failed(`${story}: the caller waits ${endedAt} ms, and ${latest} are enough`, figure);
  }
  return passed("");
}

const names = ["first", "second"] as const;

const storyOf = (endings: readonly Ending[]): string =>
  endings
    .map(
      ({ ms, fails }, i) => `the ${names[i] ?? ""} ${fails ? "fails" : "succeeds"} after ${ms} ms`,
    )
    .join(", ");

/** Two calls on a simulated clock, and who of them failed without being heard. */
class WatchedRun {
  readonly clock = new SimulatedClock();
  readonly trace = new Trace(this.clock);
  readonly startedAt: number[] = [];
  readonly unheard: string[] = [];
  readonly #errors = new Map<unknown, string>();
  readonly #endings: readonly [Ending, Ending];

  constructor(endings: readonly [Ending, Ending]) {
    this.#endings = endings;
  }

  /** What the answer's caller gets: the titles, or the message of the error. */
  async of(answer: BothTitles): Promise<{ readonly said: string; readonly endedAt: number }> {
    const [first, second] = this.#endings;
    const stop = onUnhandled((error) => this.#note(error));
    try {
      const said = await this.clock
        .run(() => answer(this.#call("first", first), this.#call("second", second)))
        .then(
          (titles) => titles.join(", "),
          (error: unknown) => (error instanceof Error ? error.message : String(error)),
        );
      const endedAt = this.clock.now();
      await this.clock.sleep(50); // until the other call has ended as well
      return { said, endedAt };
    } finally {
      stop();
    }
  }

  #call(name: string, { ms, fails }: Ending): () => Promise<string> {
    return () => {
      this.startedAt.push(this.clock.now());
      const title = this.trace.task(name, async () => {
        await this.clock.sleep(ms);
        if (!fails) return `${name} title`;
        const error = new Error(`no ${name} title`);
        this.#errors.set(error, name);
        throw error;
      });
      return watched(title, this.clock, (error) => this.#note(error));
    };
  }

  #note(error: unknown): void {
    const name = this.#errors.get(error);
    if (name !== undefined) this.unheard.push(name);
  }
}
