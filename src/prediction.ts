import { type Print } from "./report.ts";
import { host } from "./host.ts";

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
      this.#print(`Prediction ${id}: ${String(answer)}. Now run the next cell.`);
    }
  }

  /**
   * Compares a prediction with what the run says. Where they differ, the learner says in `because`,
   * in one line, why: putting it into words is what makes the surprise last.
   */
  reveal(id: string, actual: Exclude<Answer, null>, because = ""): void {
    const answer = this.#answers.get(id) ?? null;
    this.#print(`You predicted: ${answer === null ? "nothing yet" : String(answer)}`);
    this.#print(`The run says:  ${String(actual)}`);
    if (answer === null) return;
    if (answer === actual) this.#print("They agree.");
    else if (because === "")
      this.#print('They differ. Why? Add your reason: reveal(…, "because …")');
    else this.#print(`They differ because: ${because}`);
  }
}
