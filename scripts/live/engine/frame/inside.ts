/**
 * The script of the sandboxed frame: starts and ends workers as the page asks. It knows no cell and no output; each worker
 * talks to the page through a port of its own.
 */
import type { FrameRequest } from "../messages.ts";

const workers = new Map<number, Worker>();

function spawn({ id, script, start }: FrameRequest & { readonly type: "spawn" }): void {
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const worker = new Worker(address);
  workers.set(id, worker);
  worker.postMessage(start, [start.port]);
  URL.revokeObjectURL(address);
}

addEventListener("message", ({ data, source }: MessageEvent<FrameRequest>) => {
  if (source !== parent) return;
  if (data.type === "spawn") return spawn(data);
  workers.get(data.id)?.terminate();
  workers.delete(data.id);
});
