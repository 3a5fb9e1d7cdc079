/**
 * Does `work` on every item, at most `jobs` at a time, and resolves with the results in the items' order.
 * Rejects with the first rejection, but only once nothing that was started is still running.
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  jobs: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  let failed = false;
  const worker = async (): Promise<void> => {
    for (const [index, item] of waiting) {
      if (failed) return;
      results[index] = await work(item).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  };
  const workers = Array.from({ length: Math.min(jobs, items.length) }, worker);
  const ends = await Promise.allSettled(workers);
  const rejected = ends.find((end) => end.status === "rejected");
  if (rejected) throw rejected.reason;
  return results;
}
