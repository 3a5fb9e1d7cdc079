import { runAs } from "./context.ts";
import { CancelledError } from "./errors.ts";
import type { Task } from "./task.ts";
import type { Waker } from "./trace-record.ts";
import { currentLoopTask, type LoopTask, refusal, type TaskControl, Waiter } from "./wait.ts";

/**
 * Tasks that belong together: none of them outlives the group. If one fails, the others are cancelled,
 * and so is the body; then all errors come out of `run`, as one AggregateError. A group runs once.
 * Follows `asyncio.TaskGroup`; a callback takes the place of the `async with` block, because
 * `await using` does not learn of an error in its block.
 */
export class TaskGroup {
  readonly #children = new Set<Task<unknown>>();
  /** Each once: whoever awaits a task that fails, fails with the same error. */
  readonly #errors = new Set<unknown>();
  /** Who runs the group: it waits for the children, and is cancelled if one of them fails. */
  #owner: LoopTask | undefined;
  #finished = false;
  #unwinding = false;
  #ownerCancelled = false;
  #cancellation: CancelledError | undefined;
  #lastChild: Waiter<void> | undefined;

  /** How many of its tasks are not done yet. */
  get size(): number {
    return this.#children.size;
  }

  /**
   * Calls `body`, waits until it and all tasks of the group are done, and returns what body returned.
   * To be called inside a task of an event loop, which is the group's owner; otherwise, or if the
   * group was run before, rejects with Error.
   *
   * If a task or the body fails, everything else in the group is cancelled and waited for; then it
   * rejects with an AggregateError whose `errors` are all of the errors, in the order they happened.
   * If the owner is cancelled, all tasks are cancelled and waited for; then it rejects with that same
   * CancelledError, unless something failed meanwhile: errors go first, and the owner's next wait is
   * cancelled. A task that was cancelled on its own is no failure.
   */
  async run<T>(body: (group: TaskGroup) => T | PromiseLike<T>): Promise<T> {
    const owner = this.#enter();
    let value: T | undefined;
    try {
      value = await body(this);
    } catch (error) {
      this.#ownerThrew(error);
    }
    while (this.#children.size > 0) await this.#untilNoChildIsLeft(owner);
    this.#finished = true;
    this.#throwWhatWentWrong(owner.control);
    return value as T;
  }

  /**
   * A task that runs `body` and belongs to this group. Body and tasks of the group may create some;
   * throws Error if the group does not run, has finished, or is unwinding after a failure or a cancellation.
   */
  createTask<T>(body: () => PromiseLike<T>, options?: { readonly name?: string }): Task<T> {
    if (!this.#owner)
      throw new Error("this task group does not run yet: create its tasks inside run");
    if (this.#finished) throw new Error("this task group has finished: it takes no more tasks");
    if (this.#unwinding) throw this.#refuseTask();
    const { loop } = this.#owner.control;
    // Whoever calls: a task of the group is the owner's child.
    const task = runAs(this.#owner, () => loop.createTask(body, options));
    this.#children.add(task);
    // In a turn of its own, so that whoever fails at the same instant is heard as well.
    const ended = (error?: unknown) => loop.clock.callSoon(() => this.#childEnded(task, error));
    task.outcome.then(() => ended(), ended);
    return task;
  }

  #enter(): LoopTask {
    if (this.#finished) throw new Error("this task group has finished: it runs once");
    if (this.#owner) throw new Error("this task group runs already");
    return (this.#owner = currentLoopTask("a task group"));
  }

  /** A task that was cancelled with the group may not have heard of it yet. */
  #refuseTask(): Error {
    return (
      refusal(undefined) ??
      new Error(
        "this task group is unwinding after a failure or a cancellation: it takes no more tasks",
      )
    );
  }

  #ownerThrew(error: unknown): void {
    if (error instanceof CancelledError) this.#cancellation = error;
    else this.#errors.add(error);
    this.#unwind(error, this.#owner?.id);
  }

  #childEnded(child: Task<unknown>, error: unknown): void {
    this.#children.delete(child);
    if (child.state === "threw") this.#childFailed(child, error);
    if (this.#children.size === 0) this.#lastChild?.succeed(undefined, child.id);
  }

  #childFailed(child: Task<unknown>, error: unknown): void {
    this.#errors.add(error);
    if (this.#unwinding) return;
    this.#unwind(error, child.id);
    this.#ownerCancelled = true;
    this.#owner?.control.cancel(error, child.id);
  }

  #unwind(cause: unknown, by: Waker): void {
    if (this.#unwinding) return;
    this.#unwinding = true;
    const reason = cause instanceof CancelledError ? cause.reason : cause;
    for (const child of this.#children) child.cancel(reason, by);
  }

  /** Waits for the children. A cancellation ends the wait, but not the need to wait for them. */
  async #untilNoChildIsLeft(owner: LoopTask): Promise<void> {
    try {
      // The body may have ended in a turn that was not the owner's.
      await runAs(owner, () => this.#waitForChildren());
    } catch (error) {
      if (!this.#unwinding) this.#ownerThrew(error);
    } finally {
      this.#lastChild = undefined;
    }
  }

  #waitForChildren(): Promise<void> {
    const refused = refusal(undefined);
    if (refused) return Promise.reject(refused);
    const name = [...this.#children].map((child) => child.name).join(", ");
    return new Promise((resolve, reject) => {
      const waiter = new Waiter<void>(resolve, reject);
      this.#lastChild = waiter;
      waiter.begin({ kind: "task", name }, { remove: () => (this.#lastChild = undefined) });
    });
  }

  #throwWhatWentWrong(owner: TaskControl): void {
    if (this.#ownerCancelled) owner.uncancel();
    if (this.#errors.size > 0) {
      if (owner.cancelling() > 0) cancelAgain(owner);
      throw new AggregateError(this.#errors, "a task group failed");
    }
    if (this.#cancellation) throw this.#cancellation;
  }
}

/** Who was cancelled from outside hears of the errors first, and of the cancellation at the next wait. */
function cancelAgain(owner: TaskControl): void {
  owner.uncancel();
  owner.cancel();
}
