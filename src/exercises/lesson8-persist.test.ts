import assert from "node:assert/strict";
import { test } from "node:test";
import { type Persist, persist } from "./lesson8-persist.ts";
import { accepts, rejects } from "./testing.ts";

/** A loop that tries again; `again` is what it does before it does so. */
const trying =
  (again: (...given: Parameters<Persist>) => unknown): Persist =>
  async (call, clock, signal) => {
    for (;;) {
      try {
        return await call();
      } catch {
        await again(call, clock, signal);
      }
    }
  };

test("8.4 accepts a pause that follows the signal, and a look at it in front", async () => {
  await accepts(
    persist,
    trying((_, clock, signal) => clock.sleep(100, { signal })),
  );
  await accepts(
    persist,
    trying(async (_, clock, signal) => {
      signal.throwIfAborted();
      await clock.sleep(100, { signal });
    }),
  );
});

const wrongLoops: readonly (readonly [string, Persist, RegExp])[] = [
  [
    "the starter, which takes an abort for a failure",
    trying((_, clock) => clock.sleep(100)),
    /aborted at 5 ms: it returns "one call after another, for ever"/,
  ],
  [
    "a look without a signal for the pause",
    trying(async (_, clock, signal) => {
      signal.throwIfAborted();
      await clock.sleep(100);
    }),
    /aborted at 50 ms: it throws "the reason" at 110 ms, and should: throws "the reason" at 50 ms/,
  ],
  [
    "a pause whose abort is caught",
    trying((_, clock, signal) => clock.sleep(100, { signal }).catch(() => {})),
    /for ever/,
  ],
  [
    "a loop that returns instead of rejecting",
    async (call, clock, signal) => {
      while (!signal.aborted) {
        try {
          return await call();
        } catch {
          await clock.sleep(100, { signal }).catch(() => {});
        }
      }
      return "stopped";
    },
    /it returns "stopped" at 5 ms/,
  ],
  ["no second try", (call) => call(), /the first call fails: it throws "the call failed" at 10 ms/],
  [
    "no pause",
    trying((_, _clock, signal) => signal.throwIfAborted()),
    /the first call fails: it returns "answer 2" at 20 ms/,
  ],
];
for (const [name, answer, because] of wrongLoops) {
  test(`8.4 rejects ${name}`, async () => {
    const verdict = await rejects(persist, answer);
    assert.match(verdict.because, because);
    assert.match(verdict.figure ?? "", /^<svg/);
  });
}
