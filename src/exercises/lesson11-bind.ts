import { type Exercise, failed, passed, type Verdict } from "../check.ts";

/** As much of an AsyncLocalStorage as it takes to carry an id. */
export interface Who {
  /** The id that holds now; undefined if there is none. */
  getStore(): string | undefined;
  /** Runs a job under an id. Afterwards the id is what it was. */
  run(id: string | undefined, job: () => void): void;
}

/** Makes a job that runs under the id of whoever made it. */
export type Bind = (who: Who, job: () => void) => () => void;

export const bind: Exercise<Bind> = {
  id: "11.4",
  title: "carry the id",
  hints: [
    "When is the function behind => called, and by whom?",
    "getStore says who is there at the moment of asking. At which moment is the right one there?",
    "const id = who.getStore(); before the return, and who.run(id, job) in the function that you return.",
  ],
  judge(answer) {
    for (const makers of [["request 1"], ["request 1", "request 2"], [undefined, "request 3"]]) {
      for (const worker of ["worker", undefined]) {
        const verdict = judgeJobs(answer, makers, worker);
        if (!verdict.passed) return verdict;
      }
    }
    return judgeError(answer) ?? passed("every job names the one who made it, whoever runs it");
  },
};

/** A store without any await: an id holds for as long as the job runs. */
class Store implements Who {
  #id: string | undefined;

  getStore(): string | undefined {
    return this.#id;
  }

  run(id: string | undefined, job: () => void): void {
    const outer = this.#id;
    this.#id = id;
    try {
      job();
    } finally {
      this.#id = outer;
    }
  }
}

const named = (id: string | undefined): string => id ?? "nobody";

function judgeJobs(
  answer: Bind,
  makers: readonly (string | undefined)[],
  worker: string | undefined,
): Verdict {
  const who = new Store();
  const jobs: (() => void)[] = [];
  const lines: string[] = [];
  const log = () => lines.push(named(who.getStore()));
  for (const maker of makers) who.run(maker, () => jobs.push(answer(who, log)));
  const story = `jobs of ${makers.map(named).join(", ")}, run by ${named(worker)}`;
  if (lines.length > 0) return failed(`${story}: a job runs while it is made`);
  for (let round = 1; round <= 2; round += 1) {
    lines.length = 0;
    let after: string | undefined;
    who.run(worker, () => {
      for (const job of jobs) job();
      after = who.getStore();
    });
    const wanted = makers.map(named).join(", ");
    if (lines.join(", ") !== wanted) {
      return failed(`${story}: they log [${lines.join(", ")}], and should log [${wanted}]`);
    }
    if (after !== worker) return failed(`${story}: afterwards the worker is ${named(after)}`);
  }
  return passed("");
}

function judgeError(answer: Bind): Verdict | undefined {
  const who = new Store();
  const job = answer(who, () => {
    throw new Error("mine");
  });
  try {
    job();
  } catch {
    return undefined;
  }
  return failed("a job that throws: whoever runs it does not hear of it");
}
