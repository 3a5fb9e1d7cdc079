/** What runs in each thread: it does one task after another, and answers each with a result or an error. */
import { parentPort } from "node:worker_threads";
import * as tasks from "./tasks.ts";

/** What a thread is sent. */
export interface Request {
  readonly task: keyof typeof tasks;
  readonly input: unknown;
}

/** What it sends back: once that it is ready, then an answer for each request. */
export type Answer =
  { readonly ready: true } | { readonly value: unknown } | { readonly error: unknown };

function answerTo({ task, input }: Request): Answer {
  try {
    return { value: (tasks[task] as (input: unknown) => unknown)(input) };
  } catch (error) {
    return { error };
  }
}

parentPort?.on("message", (request: Request) => parentPort?.postMessage(answerTo(request)));
parentPort?.postMessage({ ready: true } satisfies Answer);
