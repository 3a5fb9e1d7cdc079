import { type Deliver, range, type Workload } from "../workload.ts";

/** What has a put and a get. */
export interface Channel<Got> {
  /** Nothing to wait for is undefined; it is awaited all the same, so that each put lets the others run. */
  readonly put: (item: number) => PromiseLike<unknown> | undefined;
  readonly get: () => PromiseLike<Got>;
}

/** Loops that put and get, as a user would write them. `itemOf` unpacks what streams and iterators wrap. */
export function overChannel<Got>(
  open: (workload: Workload) => Channel<Got>,
  itemOf: (got: Got) => number,
): Deliver {
  return async (workload, receive) => {
    const { items, producers, consumers, burst } = workload;
    const channel = open(workload);
    const produce = async (producer: number): Promise<void> => {
      for (let item = producer; item < items; item += producers) await channel.put(item);
    };
    // A quota each: no end marker is needed, which not every peer has.
    const consume = async (consumer: number): Promise<void> => {
      for (let i = consumer; i < items; i += consumers) receive(itemOf(await channel.get()));
    };
    if (burst) await Promise.all(range(producers).map(produce));
    const consuming = range(consumers).map(consume);
    if (!burst) await Promise.all(range(producers).map(produce));
    await Promise.all(consuming);
  };
}

export const itself = (item: number): number => item;
