import { type Exercise, failed, passed, type Verdict } from "../check.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { timeline } from "../timeline.ts";
import { Trace } from "../trace.ts";
import { onUnhandled, watched } from "./unheard.ts";

/** Gets the titles of some pages, in the order of the pages. */
export type Titles = (
  pages: readonly number[],
  get: (page: number) => Promise<string>,
) => Promise<readonly string[]>;

const limit = 2;

export const titles: Exercise<Titles> = {
  id: "10.4",
  title: "a failure that comes too early",
  hints: [
    "map has begun all requests before the loop awaits the first. Who listens to the second one meanwhile?",
    "A request should begin when there is room for it, and somebody must listen to it from then on. This lesson has a stage that does both.",
    "for await (const title of mapLimit(each(pages), 2, get)) list.push(title);",
  ],
  async judge(answer) {
    for (const pages of cases) {
      const verdict = await judgePages(answer, pages);
      if (!verdict.passed) return verdict;
    }
    return passed(
      `in order, ${limit} at a time, and every failure is heard, in ${cases.length} cases`,
    );
  },
};

/** How the request for a page ends: after so many milliseconds, well or not. */
interface Page {
  readonly ms: number;
  readonly fails?: boolean;
}

const bad = (ms: number): Page => ({ ms, fails: true });

const cases: readonly (readonly Page[])[] = [
  [],
  [{ ms: 10 }],
  [{ ms: 30 }, { ms: 10 }],
  [bad(10)],
  [{ ms: 30 }, bad(10)],
  [bad(10), bad(20)],
  [{ ms: 30 }, { ms: 10 }, { ms: 10 }],
  [{ ms: 10 }, { ms: 30 }, { ms: 10 }, { ms: 10 }],
  [{ ms: 30 }, { ms: 10 }, bad(10), { ms: 10 }],
];

async function judgePages(answer: Titles, pages: readonly Page[]): Promise<Verdict> {
  const run = new Requests(pages);
  const { said, endedAt } = await run.of(answer);
  const figure = timeline(run.trace, { title: "The requests" });
  const story = `requests of ${pages.map(inWords).join(", ") || "no page"}`;
  const [unheard] = run.unheard;
  if (unheard !== undefined) {
    return failed(`${story}: nobody listens when page ${unheard} fails`, figure);
  }
  if (run.most > limit) {
    return failed(`${story}: ${run.most} are open at once, and ${limit} may be`, figure);
  }
  const failures = pages.flatMap(({ fails }, i) => (fails ? [`no page ${i + 1}`] : []));
  const wanted = failures.length > 0 ? failures : [pages.map((_, i) => `title ${i + 1}`).join()];
  if (!wanted.includes(said)) {
    return failed(
      `${story}: you give "${said}", and it should be "${wanted.join('" or "')}"`,
      figure,
    );
  }
  const together = run.most === Math.min(limit, pages.length);
  if (failures.length > 0 || together) return passed("");
  return failed(`${story}: one at a time takes ${endedAt} ms; ${limit} may be open`, figure);
}

const inWords = ({ ms, fails }: Page): string => `${ms} ms${fails ? " that fails" : ""}`;

/** Requests on a simulated clock: how many are open at once, and which of them failed unheard. */
class Requests {
  readonly clock = new SimulatedClock();
  readonly trace = new Trace(this.clock);
  readonly unheard: number[] = [];
  most = 0;
  #open = 0;
  readonly #errors = new Map<unknown, number>();
  readonly #pages: readonly Page[];

  constructor(pages: readonly Page[]) {
    this.#pages = pages;
  }

  async of(answer: Titles): Promise<{ readonly said: string; readonly endedAt: number }> {
    const stop = onUnhandled((error) => this.#note(error));
    try {
      const numbers = this.#pages.map((_, i) => i + 1);
      const said = await this.clock
        .run(() => answer(numbers, (page) => this.#get(page)))
        .then(
          (list) => list.join(),
          (error: unknown) => (error instanceof Error ? error.message : String(error)),
        );
      const endedAt = this.clock.now();
      await this.clock.sleep(100); // until all that has begun has ended
      return { said, endedAt };
    } finally {
      stop();
    }
  }

  #get(page: number): Promise<string> {
    const { ms, fails } = this.#pages[page - 1] ?? { ms: 0 };
    const title = this.trace.task(`page ${page}`, async () => {
      this.most = Math.max(this.most, (this.#open += 1));
      await this.clock.sleep(ms);
      this.#open -= 1;
      if (!fails) return `title ${page}`;
      const error = new Error(`no page ${page}`);
      this.#errors.set(error, page);
      throw error;
    });
    return watched(title, this.clock, (error) => this.#note(error));
  }

  #note(error: unknown): void {
    const page = this.#errors.get(error);
    if (page !== undefined && !this.unheard.includes(page)) this.unheard.push(page);
  }
}
