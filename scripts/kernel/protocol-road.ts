import { Kernel } from "./client.ts";
import type { Road, Session } from "./session.ts";

/**
 * What a cell still reads or writes ends now, if it ends soon; fails with the kinds that are open. Declares nothing,
 * and ends with a statement, so that it shows nothing.
 */
const probeFor = (kinds: readonly string[]): string => `await (async () => {
  const end = performance.now() + 1_000;
  const isBusy = () => process.getActiveResourcesInfo().some((name) => /Req/.test(name));
  while (isBusy() && performance.now() < end) await new Promise(setImmediate);
})();
{
  const threads = (process as any)[Symbol.for("interleave.threads")].open();
  const open = [...process.getActiveResourcesInfo(), ...threads];
  const left = ${JSON.stringify(kinds)}.filter((kind) => open.includes(kind));
  if (left.length > 0) throw new Error(left.join());
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
async function leftOpen(kernel: Kernel, kinds: readonly string[]): Promise<readonly string[]> {
  const { status, evalue } = await kernel.request("execute_request", {
    code: probeFor(kinds),
    silent: false,
    store_history: false,
    user_expressions: {},
    allow_stdin: false,
    stop_on_error: false,
  });
  return status === "ok" ? [] : String(evalue).split(",");
}
