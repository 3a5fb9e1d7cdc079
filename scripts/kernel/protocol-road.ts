import { Kernel } from "./client.ts";
import type { Road, Session } from "./session.ts";

/**
 * What a cell still reads or writes ends now, if it ends soon; fails with the first kind that is open. Declares nothing,
 * and ends with a statement, so that it shows nothing.
 */
const probeFor = (kinds: readonly string[]): string => `await (async () => {
  const end = performance.now() + 1_000;
  const isBusy = () => process.getActiveResourcesInfo().some((name) => /Req/.test(name));
  while (isBusy() && performance.now() < end) await new Promise(setImmediate);
})();
for (const kind of ${JSON.stringify(kinds)}) {
  if (process.getActiveResourcesInfo().includes(kind)) throw new Error(kind);
}`;

/** The road that Jupyter takes: a kernel of its own for each notebook, over the protocol. */
export const protocolRoad: Road = {
  open: async ({ cwd, memoryMb }): Promise<Session> => {
    const kernel = await Kernel.start({ cwd, memoryMb });
    return {
      execute: async (source, options) => await kernel.execute(source, options),
      leftOpen: async (kinds) => await leftOpen(kernel, kinds),
      imports: () => undefined,
      shutdown: async () => await kernel.shutdown(),
    };
  },
  close: () => Promise.resolve(),
};

/** The question is no cell of the notebook and is not counted. */
async function leftOpen(kernel: Kernel, kinds: readonly string[]): Promise<string | undefined> {
  const { status, evalue } = await kernel.request("execute_request", {
    code: probeFor(kinds),
    silent: false,
    store_history: false,
    user_expressions: {},
    allow_stdin: false,
    stop_on_error: false,
  });
  return status === "ok" ? undefined : String(evalue);
}
