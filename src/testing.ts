/** What several tests of this folder need. No lesson and no module of the library imports it. */
import { currentTask } from "./context.ts";

/** What `work` fails with; throws if it does not fail. */
export async function failure(work: PromiseLike<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error("it did not fail");
}

/** How often the task that runs now was asked to stop. */
export function cancelling(): number | undefined {
  return currentTask()?.control?.cancelling();
}
