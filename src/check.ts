import { host } from "./host.ts";
import type { Print } from "./report.ts";

/** What an exercise asks for, and how to tell a right answer from a wrong one. */
export interface Exercise<A> {
  /** Lesson and number: "1.2". */
  readonly id: string;
  readonly title: string;
  /** Three, from a nudge to nearly the answer. Each failed attempt shows one more. */
  readonly hints: readonly [string, string, string];
  /** Judges an answer by its behaviour, on a simulated clock and with seeds that the learner does not see. */
  judge(answer: A): Verdict | Promise<Verdict>;
}

/** What a check says of an answer, and why. */
export type Verdict =
  | { readonly passed: true; readonly because: string }
  | {
      readonly passed: false;
      /** The property that does not hold, as a sentence. */
      readonly because: string;
      /** A schedule that shows it, as small as can be: an SVG. */
      readonly figure?: string;
    };

/** "It holds, and this is how we know." */
export const passed = (because: string): Verdict => ({ passed: true, because });

/** "This property fails, and this is the smallest case that shows it." */
export const failed = (because: string, figure?: string): Verdict =>
  figure === undefined ? { passed: false, because } : { passed: false, because, figure };

/** Shows an SVG to the learner: `display.svg` of a notebook. */
export type ShowFigure = (svg: string) => void;

/** Runs checks and counts attempts, so that each failed one shows the next hint. */
export class Checks {
  readonly #attempts = new Map<string, number>();
  readonly #showFigure: ShowFigure;
  readonly #print: Print;

  constructor(showFigure: ShowFigure, print: Print = (line) => host.console.log(line)) {
    this.#showFigure = showFigure;
    this.#print = print;
  }

  /**
   * Judges an answer and prints the verdict: "✓ 1.2 …" or "✗ 1.2 not yet: …" with a hint. An answer that
   * throws has not passed: what it threw is shown. Returns whether it passed.
   */
  async check<A>(exercise: Exercise<A>, answer: A): Promise<boolean> {
    const verdict = await judged(exercise, answer);
    if (verdict.passed) {
      this.#print(`✓ ${exercise.id} ${exercise.title}: ${verdict.because}`);
      return true;
    }
    const attempt = this.#attempts.get(exercise.id) ?? 0;
    this.#attempts.set(exercise.id, attempt + 1);
    const hint = Math.min(attempt, exercise.hints.length - 1);
    this.#print(`✗ ${exercise.id} not yet: ${verdict.because}`);
    this.#print(`Hint ${hint + 1} of ${exercise.hints.length}: ${exercise.hints[hint] ?? ""}`);
    if (verdict.figure !== undefined) this.#showFigure(verdict.figure);
    return false;
  }
}

async function judged<A>(exercise: Exercise<A>, answer: A): Promise<Verdict> {
  try {
    return await exercise.judge(answer);
  } catch (error) {
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return failed(`your answer threw ${what}`);
  }
}
