import type { Worker } from "node:worker_threads";

/** Counts the threads of this process from now on, whoever starts them: `alive` says how many have not ended. */
export function watchThreads(): { readonly alive: number; stop(): void } {
  const threads = new Set<Worker>();
  const started = (worker: Worker): void => {
    threads.add(worker);
    worker.once("exit", () => threads.delete(worker));
  };
  process.on("worker", started);
  return {
    get alive() {
      return threads.size;
    },
    stop: () => void process.off("worker", started),
  };
}
