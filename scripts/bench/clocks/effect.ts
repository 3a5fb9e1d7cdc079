import { Duration, Effect, Fiber, TestClock, TestContext } from "effect";
import { range } from "../workload.ts";
import { napMs, perWake, type Sleepers } from "./sleepers.ts";

export const trial = perWake((workload) => Effect.runPromise(program(workload)));

function program(workload: Sleepers): Effect.Effect<number> {
  let wakes = 0;
  const sleeper = (who: number) =>
    Effect.gen(function* () {
      for (let nap = 0; nap < workload.naps; nap++) {
        yield* Effect.sleep(Duration.millis(napMs(workload, who, nap)));
        wakes += 1;
      }
    });
  const all = Effect.forEach(range(workload.sleepers), sleeper, {
    concurrency: "unbounded",
    discard: true,
  });
  return Effect.gen(function* () {
    const sleeping = yield* Effect.fork(all);
    yield* TestClock.adjust(Duration.millis(workload.sleepers * (workload.naps + 1)));
    yield* Fiber.join(sleeping);
    return wakes;
  }).pipe(Effect.provide(TestContext.TestContext));
}
