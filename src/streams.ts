import { Queue } from "./queue.ts";
import { Semaphore } from "./semaphore.ts";

/**
 * Several streams as one: items in the order in which they arrive, each source asked again only when
 * its last item was taken. Ends when all have ended. Fails as soon as one fails. However it ends, it
 * closes all sources first; one that is busy with its next item is waited for.
 */
export async function* merge<T>(
  ...sources: readonly AsyncIterable<T>[]
): AsyncGenerator<T, void, void> {
  const arrived = new Queue<Arrival<T>>({ name: "merge" });
  const iterators = sources.map((source) => source[Symbol.asyncIterator]());
  const ask = (iterator: AsyncIterator<T>) => {
    const answer = iterator.next();
    const here = () => arrived.putNowait({ iterator, answer });
    void answer.then(here, here);
  };
  try {
    iterators.forEach(ask);
    for (let open = iterators.length; open > 0;) {
      const { iterator, answer } = await arrived.get();
      const { done, value } = await answer;
      if (done === true) {
        open -= 1;
        continue;
      }
      yield value;
      ask(iterator);
    }
  } finally {
    await Promise.all(iterators.map(async (iterator) => await iterator.return?.()));
  }
}

interface Arrival<T> {
  readonly iterator: AsyncIterator<T>;
  readonly answer: Promise<IteratorResult<T, unknown>>;
}

/**
 * Lets the source run ahead, by at most `maxSize` items: while the reader is busy, the source makes
 * its next ones. Nothing runs before the first item is asked for. When the reader leaves early, the
 * source is closed and waited for. Rejects with RangeError if maxSize is not a whole number from 1.
 */
export async function* buffer<T>(
  source: AsyncIterable<T>,
  maxSize: number,
): AsyncGenerator<T, void, void> {
  const queue = new Queue<T>({ maxSize, name: "buffer" });
  yield* ahead(source, queue, (item) => queue.put(item));
}

/**
 * Calls `work` for every item, for at most `limit` of them at once, and yields the results in the order
 * of the items. A result that nobody has taken yet counts to the limit: a slow reader slows down the
 * source. Fails if the source or `work` fails. However it ends, nothing that it started still runs
 * afterwards. Rejects with RangeError if limit is not a whole number from 1.
 */
export async function* mapLimit<T, R>(
  source: AsyncIterable<T>,
  limit: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R, void, void> {
  if (!(Number.isInteger(limit) && limit >= 1)) {
    throw new RangeError(`limit must be a whole number from 1, got ${limit}`);
  }
  const results = new Queue<Begun<R>>({ name: "results" });
  const free = new Semaphore(limit, { name: "limit" });
  void free.acquire(); // there is always one for the item that comes next
  const running = new Set<Promise<unknown>>();
  const begin = (item: T) => {
    const result = work(item);
    const ended = () => running.delete(result);
    running.add(result);
    void result.then(ended, ended); // it may fail before its turn has come: that is heard below
    results.putNowait({ result });
    return free.acquire();
  };
  try {
    for await (const { result } of ahead(source, results, begin, () => free.release())) {
      yield await result;
      free.release();
    }
  } finally {
    await Promise.allSettled(running);
  }
}

/** A promise in a queue would be waited for by `get`. */
interface Begun<R> {
  readonly result: Promise<R>;
}

/**
 * Passes on what comes into `queue` while `each` gets all items of the source. When the reader leaves,
 * `stop` wakes an `each` that waits for something else than the queue.
 */
async function* ahead<T, R>(
  source: AsyncIterable<T>,
  queue: Queue<R>,
  each: (item: T) => Promise<unknown>,
  stop: () => void = () => {},
): AsyncGenerator<R, void, void> {
  let isClosing = false;
  const failures: unknown[] = [];
  const run = async () => {
    for await (const item of source) {
      await each(item);
      if (isClosing) break; // closes the source
    }
  };
  const running = run()
    .catch((error: unknown) => isClosing || failures.push(error))
    .finally(() => queue.shutdown());
  try {
    yield* queue;
    if (failures.length > 0) throw failures[0];
  } finally {
    isClosing = true;
    queue.shutdown({ immediate: true });
    stop();
    await running;
  }
}
