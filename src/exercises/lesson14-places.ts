import { type Exercise, failed, passed } from "../check.ts";

/** Where work is done best. */
export type Place = "loop" | "chunk" | "worker" | "process";

const right = {
  "ask three services for the weather": ["loop", "to wait needs no thread at all"],
  "shrink 500 photos, 200 ms each": [
    "worker",
    "long computing, without the page or server waiting",
  ],
  "add up 2,000 numbers": ["loop", "to send them away would take longer than the work"],
  "draw 50,000 rows into a page, which only its own thread may": [
    "chunk",
    "it must be this thread, so it must give way",
  ],
  "run a stranger's program that may crash": ["process", "a crash must not take us along"],
  "search 2 GB of shared memory for a pattern": ["worker", "threads can share memory"],
  "a tool written in another language": ["process", "it has a program of its own"],
  "wait for 10,000 chat clients": ["loop", "ten thousand waits are one list of timers and sockets"],
} as const satisfies Record<string, readonly [Place, string]>;

/** For each job, where it is done best. */
export type Places = Readonly<Record<keyof typeof right, Place>>;

export const places: Exercise<Places> = {
  id: "14.4",
  title: "where is it done best?",
  hints: [
    "Does it wait, or does it compute? What only waits stays in the loop.",
    "Of what computes: is it over at once? May another thread do it at all? Could it take the whole program down?",
    "Three stay in the loop, one is chunked, two go to workers, two to a process of their own.",
  ],
  judge(answer) {
    for (const [job, [wanted]] of Object.entries(right)) {
      if (answer[job as keyof typeof right] !== wanted) return failed(`think again about: ${job}`);
    }
    const why = Object.entries(right).map(
      ([job, [place, because]]) => `${job}: ${place}, ${because}`,
    );
    return passed(why.join("; "));
  },
};
