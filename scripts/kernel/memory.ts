import { readFileSync } from "node:fs";

const POLL_MS = 100;

/** The process used more memory than it may. */
export class MemoryLimit extends Error {
  override name = "MemoryLimit";
  /** The line of the cell that was running, from 1, where that is known. */
  line: number | undefined;
}

/** How much memory a process holds, in megabytes; undefined where the system does not say (only Linux does). */
export function residentMb(pid: number): number | undefined {
  try {
    const kilobytes = /^VmRSS:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}

/**
 * Calls `exceeded` once when the process holds more than `limitMb`. Node's own limit counts the heap only: buffers lie
 * outside of it. Gives a function that ends the watch.
 */
export function watchMemory(pid: number, limitMb: number, exceeded: () => void): () => void {
  const timer = setInterval(() => {
    if ((residentMb(pid) ?? 0) <= limitMb) return;
    clearInterval(timer);
    exceeded();
  }, POLL_MS);
  timer.unref();
  return () => clearInterval(timer);
}
