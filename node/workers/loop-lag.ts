import { monitorEventLoopDelay, type IntervalHistogram } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";

/** How a piece of work went, and what the event loop suffered from it. Durations in milliseconds. */
export interface Lag<T> {
  readonly value: T;
  /** When it began, on the clock of `performance.now`, and how long it took. */
  readonly from: number;
  readonly tookMs: number;
  /** When a timer that is set to 5 ms went off, since the beginning. */
  readonly beats: readonly number[];
  /** How late the latest turn of the event loop came while the work ran: the lag. */
  readonly worstMs: number;
}

const everyMs = 5;

/**
 * Runs `body`, and measures with Node's own monitor how late timers are meanwhile. The monitor compares each of its
 * beats with the one before, so it must have beaten before the work begins (or a loop that is held at once would not
 * be seen at all) and once more after it has ended. Rejects with what body rejects with.
 */
export async function measureLag<T>(body: () => T | PromiseLike<T>): Promise<Lag<T>> {
  const monitor = monitorEventLoopDelay({ resolution: everyMs });
  let timer: NodeJS.Timeout | undefined;
  monitor.enable();
  try {
    await nextBeat(monitor);
    monitor.reset();
    await nextBeat(monitor);
    const beats: number[] = [];
    const from = performance.now();
    timer = setInterval(() => beats.push(performance.now() - from), everyMs);
    const value = await body();
    const tookMs = performance.now() - from;
    clearInterval(timer);
    await nextBeat(monitor);
    return { value, from, tookMs, beats, worstMs: Math.max(0, monitor.max / 1e6 - everyMs) };
  } finally {
    clearInterval(timer);
    monitor.disable();
  }
}

async function nextBeat(monitor: IntervalHistogram): Promise<void> {
  const before = monitor.count;
  while (monitor.count === before) await pause(everyMs);
}
