import { host } from "./host.ts";
import type { TracedTask } from "./trace.ts";

/** Carries "which task is this?" into everything that a task starts, across its awaits. */
export interface TaskContext {
  getStore(): TracedTask | undefined;
  run<T>(task: TracedTask, body: () => T): T;
  disable(): void;
}

let context: TaskContext | undefined;
let running = 0;

/** A task begins to run: from now on contexts are carried. */
export function taskStarted(): void {
  running += 1;
}

/** A task is done. After the last one nothing is carried any more, and awaits cost what they did before. */
export function taskEnded(): void {
  running -= 1;
  if (running === 0) context?.disable();
}

/** The task that the running code belongs to; undefined outside of tasks. */
export function currentTask(): TracedTask | undefined {
  return context?.getStore();
}

/** Runs `body` as part of `task`, whatever runs around it. */
export function runAs<T>(task: TracedTask, body: () => T): T {
  context ??= findContext();
  return context.run(task, body);
}

/** A new turn begins: for `task`, and for nobody else until the next one. Without a task: for nobody yet. */
export function enterTurn(task?: TracedTask): void {
  if (task) context ??= findContext();
  if (context instanceof TurnContext) context.task = task;
}

/** Runs a program. Who awaits it is afterwards who it was before, and no part of the program's last turn. */
export async function asProgram<T>(run: () => Promise<T>): Promise<T> {
  const outer = currentTask();
  try {
    return await run();
  } finally {
    enterTurn(outer);
  }
}

/**
 * Made only when a task runs: while Node's AsyncLocalStorage is enabled, every await in the process
 * costs two to three times as much (measured on Node 20 and 22; nothing on Node 24).
 */
function findContext(): TaskContext {
  const AsyncLocalStorage = host.process?.getBuiltinModule?.("node:async_hooks")?.[
    "AsyncLocalStorage"
  ] as (new () => TaskContext) | undefined;
  return AsyncLocalStorage ? new AsyncLocalStorage() : new TurnContext();
}

/**
 * Where nothing carries a context across awaits, the turn does: a task of an event loop has each of
 * its turns to itself, so that whatever runs in that turn is part of it. (A task started by
 * `Trace.task` has no turns of its own: it is known until its first await.)
 */
class TurnContext implements TaskContext {
  task: TracedTask | undefined;

  getStore(): TracedTask | undefined {
    return this.task;
  }

  disable(): void {
    this.task = undefined;
  }

  run<T>(task: TracedTask, body: () => T): T {
    const outer = this.task;
    this.task = task;
    try {
      return body();
    } finally {
      this.task = outer;
    }
  }
}
