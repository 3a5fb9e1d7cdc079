import { Effect, Queue } from "effect";
import { type Deliver, range, type Workload } from "../workload.ts";

/** Its own fibers, not promises: a `runPromise` for each item would charge it for what no user does. */
export const deliver: Deliver = (workload, receive) =>
  Effect.runPromise(
    Effect.gen(function* () {
      const queue = yield* open(workload);
      const produce = (producer: number) =>
        Effect.gen(function* () {
          for (let item = producer; item < workload.items; item += workload.producers) {
            yield* Queue.offer(queue, item);
          }
        });
      const consume = (consumer: number) =>
        Effect.gen(function* () {
          for (let i = consumer; i < workload.items; i += workload.consumers) {
            receive(yield* Queue.take(queue));
          }
        });
      const producing = atOnce(workload.producers, produce);
      const consuming = atOnce(workload.consumers, consume);
      if (workload.burst) yield* Effect.zipRight(producing, consuming);
      else yield* Effect.zip(consuming, producing, { concurrent: true });
    }),
  );

function open({ maxSize }: Workload): Effect.Effect<Queue.Queue<number>> {
  return maxSize === undefined ? Queue.unbounded<number>() : Queue.bounded<number>(maxSize);
}

function atOnce(count: number, body: (index: number) => Effect.Effect<void>): Effect.Effect<void> {
  return Effect.forEach(range(count), body, { concurrency: "unbounded", discard: true });
}
