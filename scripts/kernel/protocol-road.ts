import { Kernel } from "./client.ts";
import type { Road, Session } from "./session.ts";

/**
 * What a cell still reads or writes ends now, if it ends soon; fails when a timer is still waiting. Declares nothing, and
 * ends with a statement, so that it shows nothing.
 */
const probe = `await (async () => {
  const end = performance.now() + 1_000;
  const isBusy = () => process.getActiveResourcesInfo().some((name) => /Req/.test(name));
  while (isBusy() && performance.now() < end) await new Promise(setImmediate);
})();
if (process.getActiveResourcesInfo().includes("Timeout")) throw new Error("waiting");`;

/** The road that Jupyter takes: a kernel of its own for each notebook, over the protocol. */
export const protocolRoad: Road = {
  open: async ({ cwd, memoryMb }): Promise<Session> => {
    const kernel = await Kernel.start({ cwd, memoryMb });
    return {
      execute: async (source, options) => await kernel.execute(source, options),
      leftTimers: async () => await leftTimers(kernel),
      imports: () => undefined,
      shutdown: async () => await kernel.shutdown(),
    };
  },
  close: () => Promise.resolve(),
};

/** The question is no cell of the notebook and is not counted. */
async function leftTimers(kernel: Kernel): Promise<boolean> {
  const { status } = await kernel.request("execute_request", {
    code: probe,
    silent: false,
    store_history: false,
    user_expressions: {},
    allow_stdin: false,
    stop_on_error: false,
  });
  return status !== "ok";
}
