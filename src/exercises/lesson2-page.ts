import { type Exercise, failed, passed } from "../check.ts";
import { SimulatedClock } from "../simulated-clock.ts";

/** A page that has to be opened before it is read and closed afterwards. */
export interface Page {
  open(): void;
  /** Gives the title, or rejects if there is none. */
  readTitle(): Promise<string>;
  close(): void;
}

/** The title of a page, or "no title" if it cannot be read. Closes the page in either case, once it has been read. */
export type TitleOf = (page: Page) => Promise<string>;

export const titleOf: Exercise<TitleOf> = {
  id: "2.4",
  title: "the try that does not catch",
  hints: [
    "A try block guards what happens before the block is left. When does return leave it: before or after the promise has settled?",
    "The read must settle inside the try block. What makes a function stay where it is until a promise has settled?",
    "Write await between return and page.readTitle(). Then the error is thrown inside the try block, and finally comes after the reading.",
  ],
  async judge(answer) {
    for (const title of [undefined, "Interleave", "A page"]) {
      const page = new WatchedPage(title);
      const given = await page.clock.run(() => outcomeOf(answer(page)));
      const over = page.clock.now();
      await page.clock.sleep(100); // a close that comes too late counts as well
      const wrong = wrongOutcome(title, given) ?? page.problem(over);
      if (wrong !== undefined) return failed(wrong);
    }
    return passed("the error is caught, and the page is closed only when it has been read");
  },
};

type Outcome = { readonly gives: string } | { readonly throws: unknown };

async function outcomeOf(answer: Promise<string>): Promise<Outcome> {
  try {
    return { gives: await answer };
  } catch (error) {
    return { throws: error };
  }
}

function wrongOutcome(title: string | undefined, given: Outcome): string | undefined {
  const page = title === undefined ? "a page that cannot be read" : `a page called "${title}"`;
  if ("throws" in given) {
    return `for ${page} the error escapes: ${String(given.throws)}. The try block did not see it`;
  }
  const wanted = title ?? "no title";
  return given.gives === wanted
    ? undefined
    : `for ${page} it gives "${given.gives}", and should give "${wanted}"`;
}

const readMs = 20;

/** A page that remembers when it was read and closed. */
class WatchedPage implements Page {
  readonly clock = new SimulatedClock();
  readonly #title: string | undefined;
  #opened = 0;
  #readUntil: number | undefined;
  readonly #closedAt: number[] = [];

  constructor(title: string | undefined) {
    this.#title = title;
  }

  open(): void {
    this.#opened += 1;
  }

  readTitle(): Promise<string> {
    this.#readUntil = this.clock.now() + readMs;
    const reading = this.#read();
    reading.catch(() => {}); // a wrong answer may forget it: the verdict is enough of a complaint
    return reading;
  }

  async #read(): Promise<string> {
    await this.clock.sleep(readMs);
    if (this.#title === undefined) throw new Error("the page cannot be read");
    return this.#title;
  }

  close(): void {
    this.#closedAt.push(this.clock.now());
  }

  /** What went wrong with opening and closing. `over`: when the answer had settled. */
  problem(over: number): string | undefined {
    if (this.#opened !== 1) return `the page should be opened once, not ${this.#opened} times`;
    if (this.#readUntil === undefined) return "the title was never asked for";
    const [closedAt, again] = this.#closedAt;
    if (closedAt === undefined) return "the page was never closed";
    if (again !== undefined) return "the page should be closed once";
    if (closedAt < this.#readUntil) {
      return `the page is closed at ${closedAt} ms, but is being read until ${this.#readUntil} ms`;
    }
    return closedAt > over ? "the page is closed only after your function is over" : undefined;
  }
}
