import { type Exercise, failed, passed } from "../check.ts";
import { type LoopState, loopStrip } from "../loop-strip.ts";

/** What stands before a call. Instants in milliseconds. */
export interface Breaker {
  mayCall(now: number): boolean;
  succeeded(now: number): void;
  failed(now: number): void;
}

/** Opens after so many failures in a row, and rests so many milliseconds. */
export type MakeBreaker = (failures: number, restMs: number) => Breaker;

export const breaker: Exercise<MakeBreaker> = {
  id: "12.3",
  title: "a breaker",
  hints: [
    "Half-open is a state of its own: one call is under way, and nobody else may call. How does mayCall know, and who ends that state?",
    "When mayCall lets the one call through after the rest, it must shut the door behind it. Both succeeded and failed have to open it again, or set the next rest.",
    "mayCall: before openUntil false; if inARow >= failures, set openUntil = Infinity, and return true. succeeded: inARow = 0 and openUntil = 0. failed: >= in place of ===.",
  ],
  judge(make) {
    let played = 0;
    for (const failures of [1, 2]) {
      for (const schedule of schedules(6)) {
        const wrong = problemOn(make(failures, restMs), new Rules(failures), schedule);
        played += 1;
        if (wrong !== undefined) {
          const figure = loopStrip(wrong.states, {
            title: "The smallest schedule that goes wrong",
          });
          return failed(`failures: ${failures}, restMs: ${restMs}. ${wrong.story}`, figure);
        }
      }
    }
    return passed(`it lets through and refuses as it should, in ${played} schedules`);
  },
};

const restMs = 1000;

/** What happens next: a call that would succeed, or fail; two at once, both succeeding or failing; time passes. */
type Step = "success" | "failure" | "two successes" | "a rest" | "nearly a rest";
const steps: readonly Step[] = ["success", "failure", "two successes", "a rest", "nearly a rest"];

/** All schedules up to a length, the shortest first. */
function* schedules(longest: number): Generator<readonly Step[], void, undefined> {
  let level: (readonly Step[])[] = [[]];
  for (let length = 1; length <= longest; length++) {
    level = level.flatMap((before) => steps.map((step) => [...before, step]));
    yield* level;
  }
}

/** The three states by their names. */
class Rules implements Breaker {
  readonly #failures: number;
  #state: "closed" | "open" | "half-open" = "closed";
  #inARow = 0;
  #openedAt = 0;

  constructor(failures: number) {
    this.#failures = failures;
  }

  mayCall(now: number): boolean {
    if (this.#state === "open" && now >= this.#openedAt + restMs) {
      this.#state = "half-open";
      return true;
    }
    return this.#state === "closed";
  }

  succeeded(): void {
    this.#state = "closed";
    this.#inARow = 0;
  }

  failed(now: number): void {
    this.#inARow += 1;
    if (this.#state === "half-open" || this.#inARow >= this.#failures) {
      this.#state = "open";
      this.#openedAt = now;
    }
  }
}

interface Problem {
  readonly story: string;
  readonly states: readonly LoopState[];
}

/** Plays a schedule on both, and says where they part. */
function problemOn(answer: Breaker, rules: Rules, schedule: readonly Step[]): Problem | undefined {
  let now = 0;
  const states: LoopState[] = [];
  for (const [i, step] of schedule.entries()) {
    const rest = restOf(step);
    now += rest;
    const asked = rest > 0 ? 0 : step === "two successes" ? 2 : 1;
    const wanted = Array.from({ length: asked }, () => rules.mayCall(now));
    const given = Array.from({ length: asked }, () => answer.mayCall(now));
    const lists = { "by the rules": wanted.map(inWords), yours: given.map(inWords) };
    const place = given.findIndex((may, n) => may !== wanted[n]);
    const output = place < 0 ? [] : ["✗"];
    states.push({ at: now, runs: shortly[step], lists, output });
    if (place >= 0) {
      const which = asked === 2 ? `call ${place + 1} of the two` : "the call";
      const story = schedule.slice(0, i + 1).join(", ");
      const does = given[place] ? "goes through" : "is refused";
      return { story: `${story}: ${which} ${does}, and should not`, states };
    }
    const through = wanted.filter((may) => may).length;
    for (const one of [rules, answer]) {
      for (let made = 0; made < through; made += 1) {
        if (step === "failure") one.failed(now);
        else one.succeeded(now);
      }
    }
  }
  return undefined;
}

const restOf = (step: Step): number =>
  step === "a rest" ? restMs : step === "nearly a rest" ? restMs - 1 : 0;

const inWords = (may: boolean): string => (may ? "through" : "refused");

/** As short as the figure's column is narrow. */
const shortly: Readonly<Record<Step, string>> = {
  success: "success",
  failure: "failure",
  "two successes": "2 calls",
  "a rest": "a rest",
  "nearly a rest": "nearly",
};

const right = {
  "read the weather, no answer": [true, "to read twice does no harm"],
  "book a seat, no answer, no key": [false, "it may have been booked, and would be again"],
  "book a seat, no answer, with an idempotency key": [true, "by the key it is known again"],
  "log in, answer: wrong password": [false, "the next answer will be the same"],
  "delete basket 17, no answer": [true, "what is deleted stays deleted"],
  "read the weather, answer: busy, try after 3 s": [true, "the service itself asks for it"],
} as const;

/** For each operation, whether it may be tried again. */
export type MayRetry = Readonly<Record<keyof typeof right, boolean>>;

export const mayRetry: Exercise<MayRetry> = {
  id: "12.4",
  title: "again, or not?",
  hints: [
    "Ask two questions of each: what if it has been done already? And can the next answer be another one?",
    "To read, to delete and to set can be done twice with the effect of once. To book cannot, unless the other side knows the request again.",
    "Two of the six must not be tried again: one that might be done twice, and one whose answer will not change.",
  ],
  judge(answer) {
    for (const [operation, [wanted]] of Object.entries(right)) {
      if (answer[operation as keyof typeof right] !== wanted) {
        return failed(`think again about: ${operation}`);
      }
    }
    const why = Object.entries(right).map(([operation, [, because]]) => `${operation}: ${because}`);
    return passed(why.join("; "));
  },
};
