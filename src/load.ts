import type { Clock } from "./clock.ts";
import { mean } from "./stats.ts";

/** One request as its client saw it; times in milliseconds from the beginning of the load. */
export interface Sample {
  /** When it was to be sent: an open load sends it then, whatever became of the others. */
  readonly sentAt: number;
  readonly endedAt: number;
  /** What came back: an HTTP status, or 0 when nothing did. */
  readonly status: number;
}

/** Sends a request; resolves to the status of the answer. */
export type Ask = () => Promise<number>;

/** What every load is made of. */
export interface LoadOptions {
  readonly clock: Clock;
  readonly ask: Ask;
  /** When it ends: nobody waits any more for what is not answered by then, and it is in no sample. */
  readonly forMs: number;
}

/**
 * A closed load: so many clients, each of which sends its next request when the last one is answered. Resolves to the
 * samples in the order in which they ended; a request that fails has the status 0.
 */
export async function closedLoad(
  options: LoadOptions & { readonly clients: number },
): Promise<readonly Sample[]> {
  return await load(options, async (one, isOver) => {
    const client = async (): Promise<void> => {
      while (!isOver()) await one();
    };
    await Promise.all(Array.from({ length: options.clients }, client));
  });
}

/**
 * An open load: so many requests in a second, evenly, sent whether or not earlier ones are answered, as users do who
 * know nothing of each other. Resolves as `closedLoad` does.
 */
export async function openLoad(
  options: LoadOptions & { readonly perSecond: number },
): Promise<readonly Sample[]> {
  const { clock, perSecond } = options;
  return await load(options, async (one, isOver) => {
    const startedAt = clock.now();
    const sent: Promise<void>[] = [];
    for (let i = 0; !isOver(); i += 1) {
      const dueAt = startedAt + (i * 1000) / perSecond;
      await clock.sleep(Math.max(0, dueAt - clock.now()));
      if (!isOver()) sent.push(one(dueAt));
    }
    await Promise.all(sent);
  });
}

/** Calls `send` with a function that makes one request, until the load is over. */
async function load(
  { clock, ask, forMs }: LoadOptions,
  send: (one: (dueAt?: number) => Promise<void>, isOver: () => boolean) => Promise<void>,
): Promise<readonly Sample[]> {
  const startedAt = clock.now();
  let hasEnded = false;
  const over = new Promise<void>((resolve) => {
    clock.callLater(forMs, () => {
      hasEnded = true;
      resolve();
    });
  });
  const samples: Sample[] = [];
  const isOver = (): boolean => hasEnded;
  const one = async (dueAt = clock.now()): Promise<void> => {
    const status = await ask().catch(() => 0);
    if (hasEnded) return;
    samples.push({ sentAt: dueAt - startedAt, endedAt: clock.now() - startedAt, status });
  };
  await Promise.race([send(one, isOver), over]);
  return samples;
}

/** What a load comes to, in a window of it. */
export interface LoadSummary {
  /** X: requests that were answered in a second. */
  readonly perSecond: number;
  /** R: how long they took on average, in milliseconds. */
  readonly meanMs: number;
  /** X · R: how many requests were on their way at a time. Little's law says: as many as there are clients. */
  readonly onTheirWay: number;
}

/**
 * What was answered from `fromMs` to `toMs`: both ends belong to the same requests, so the beginning, when nobody waits
 * yet, and the end count for nothing. Throws RangeError if nothing was answered.
 */
export function loadSummary(
  samples: readonly Sample[],
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): LoadSummary {
  const answered = samples.filter(({ endedAt }) => endedAt > fromMs && endedAt <= toMs);
  const meanMs = mean(answered.map(({ sentAt, endedAt }) => endedAt - sentAt));
  const perSecond = answered.length / ((toMs - fromMs) / 1000);
  return { perSecond, meanMs, onTheirWay: (perSecond * meanMs) / 1000 };
}
