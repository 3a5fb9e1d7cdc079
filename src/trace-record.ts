import type { Wait } from "./wait-kinds.ts";

/** Who ended a wait: the clock, or the task with this number. */
export type Waker = "clock" | number | undefined;

/** One thing that happened, at `at` milliseconds. Tasks, waits and items are numbered from 0 in order of appearance. */
export type TraceRecord = { readonly at: number } & (
  | {
      readonly type: "task-created";
      readonly task: number;
      readonly name: string;
      /** The task that created it, if it was one of this trace. */
      readonly parent?: number;
    }
  | { readonly type: "task-started"; readonly task: number }
  | {
      readonly type: "task-ended";
      readonly task: number;
      /** Whether it ended by an error. */
      readonly failed: boolean;
      /** There if that error was a CancelledError that an event loop's task let pass. */
      readonly cancelled?: true;
    }
  | {
      readonly type: "wait-began";
      readonly task: number;
      readonly wait: number;
      readonly for: Wait;
    }
  | {
      readonly type: "wait-ended";
      readonly task: number;
      readonly wait: number;
      readonly by?: Waker;
    }
  | { readonly type: "busy"; readonly task: number; readonly ms: number }
  | {
      readonly type: "put" | "got";
      readonly task: number;
      readonly queue: string;
      readonly size: number;
      /** The item's number, if it was made in a task of this trace. */
      readonly item?: number;
    }
  | { readonly type: "made" | "processed"; readonly task: number; readonly item: number }
);
