import { host } from "./host.ts";
import type { Print } from "./report.ts";

/** What can be predicted: a number, a word, or yes and no. `null` stands for "not yet". */
export type Answer = number | string | boolean | null;

/** Keeps a learner's predictions until the results are shown. They are never graded, only compared. */
export class Predictions {
  readonly #answers = new Map<string, Answer>();
  readonly #print: Print;

  constructor(print: Print = (line) => host.console.log(line)) {
    this.#print = print;
  }

  /** Stores an answer before the result may be seen. Calling it again replaces the answer. */
  predict(id: string, answer: Answer): void {
    this.#answers.set(id, answer);
    if (answer === null) {
      this.#print(
        `Prediction ${id}: write your answer in place of null, then run this cell again.`,
      );
    } else {
      this.#print(`Prediction ${id}: ${shown(answer)}. Now run the next cell.`);
    }
  }

  /**
   * Compares a prediction with what the run says. Where they differ, the learner says in `because`,
   * in one line, why: putting it into words is what makes the surprise last. Numbers within 5 % agree.
   */
  reveal(id: string, actual: Exclude<Answer, null>, because = ""): void {
    const answer = this.#answers.get(id) ?? null;
    this.#print(`Prediction ${id}: ${answer === null ? "none yet" : shown(answer)}`);
    this.#print(`The run says:   ${shown(actual)}`);
    if (answer === null) return;
    if (agree(answer, actual)) this.#print("They agree.");
    else if (because === "") this.#print(`They differ. Why? Add your reason: ${reasonFor(id)}`);
    else this.#print(`They differ, because ${because}`);
  }
}

function agree(answer: Exclude<Answer, null>, actual: Exclude<Answer, null>): boolean {
  if (typeof answer !== "number" || typeof actual !== "number") return answer === actual;
  return Math.abs(answer - actual) <= 0.05 * Math.abs(actual);
}

const shown = (answer: Exclude<Answer, null>): string =>
  typeof answer === "number" && !Number.isInteger(answer) ? answer.toFixed(2) : String(answer);

const reasonFor = (id: string): string => `reveal("${id}", …, "it waits for …")`;
