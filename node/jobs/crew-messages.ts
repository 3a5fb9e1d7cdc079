import type { EngineAddress } from "./engine.ts";

/** What a job of the lessons carries. */
export interface Task {
  readonly n: number;
  /** Cannot be done by anybody, however often they try. */
  readonly poison?: boolean;
}

/** Where in a job a worker can be told to stand still, in order. */
export const points = [
  "before take",
  "taken",
  "working",
  "first step sent",
  "between",
  "second step sent",
] as const;

export type Point = (typeof points)[number];

/** How the jobs of a queue are worked off. */
export interface Service {
  readonly queue: string;
  /** Which of the last two steps comes first: the effect on the world, or telling the queue that the job is done. */
  readonly first: "effect" | "done";
  /** Whether the effect is made with the job's id as its key, so that a second one changes nothing. */
  readonly withKey: boolean;
}

export interface WorkerOrder {
  readonly address: EngineAddress;
  readonly name: string;
  readonly services: readonly Service[];
  /** How long one job takes. */
  readonly workMs: number;
  /** Where it stands still until it is told to go on, or killed. */
  readonly standAt?: Point | undefined;
}

export interface ProducerOrder {
  readonly address: EngineAddress;
  readonly name: string;
  readonly queue: string;
  readonly tasks: readonly Task[];
  readonly pauseMs: number;
}

/** What workers and producers report, in the order in which it happened to them. */
export type CrewEvent =
  | { readonly what: "ready" | "finished" }
  | { readonly what: "trouble"; readonly why: string }
  | { readonly what: "stands"; readonly at: Point }
  | { readonly what: "put"; readonly n: number }
  | {
      readonly what: "took" | "effect" | "done" | "too late" | "failed";
      readonly n: number;
      readonly attempt: number;
    };

/** To a worker that stands still. */
export interface GoOn {
  readonly goOn: true;
}
