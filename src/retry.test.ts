import assert from "node:assert/strict";
import { test } from "node:test";
import { Random } from "./random.ts";
import { fullJitter, retry } from "./retry.ts";
import { SimulatedClock } from "./simulated-clock.ts";
import { failure } from "./testing.ts";

function failing(times: number, clock: SimulatedClock) {
  const at: number[] = [];
  const body = async () => {
    at.push(clock.now());
    await clock.sleep(10);
    if (at.length <= times) throw new Error(`failure ${at.length}`);
    return "done";
  };
  return { at, body };
}

test("it tries again after the pauses of fullJitter, and returns the first success", async () => {
  const clock = new SimulatedClock();
  const { at, body } = failing(2, clock);
  assert.equal(await retry(body, { clock, random: new Random(1) }), "done");
  const random = new Random(1);
  const pauses = [fullJitter(0, { random }), fullJitter(1, { random })] as const;
  assert.deepEqual(
    at.map((ms) => ms.toFixed(3)),
    [0, 10 + pauses[0], 20 + pauses[0] + pauses[1]].map((ms) => ms.toFixed(3)),
  );
});

test("when the tries are used up, the last error comes out, without a pause after it", async () => {
  const clock = new SimulatedClock();
  const { at, body } = failing(9, clock);
  const error = await failure(retry(body, { clock, random: new Random(1), tries: 4 }));
  assert.deepEqual([(error as Error).message, at.length], ["failure 4", 4]);
  assert.equal(clock.now(), (at.at(-1) ?? 0) + 10);
});

test("an error that is not worth it is not tried again", async () => {
  const clock = new SimulatedClock();
  const { at, body } = failing(9, clock);
  const options = { clock, random: new Random(1), isWorthRetrying: () => false };
  assert.match(String(await failure(retry(body, options))), /failure 1/);
  assert.equal(at.length, 1);
});

test("an abort ends the pause, and there is no further try", async () => {
  const clock = new SimulatedClock();
  const { at, body } = failing(9, clock);
  const stop = new AbortController();
  const reason = new Error("enough");
  clock.callLater(15, () => stop.abort(reason));
  const options = { clock, random: new Random(1), baseMs: 1e6, capMs: 1e6, signal: stop.signal };
  assert.equal(await failure(retry(body, options)), reason);
  assert.deepEqual([at.length, clock.now()], [1, 15]);
});

test("an abort during a try is not taken for one more failure", async () => {
  const clock = new SimulatedClock();
  const stop = new AbortController();
  const reason = new Error("enough");
  const { signal } = stop;
  clock.callLater(5, () => stop.abort(reason));
  const options = { clock, random: new Random(1), signal };
  assert.equal(await failure(retry(() => clock.sleep(100, { signal }), options)), reason);
  assert.equal(clock.now(), 5);
});

test("no pause is longer than the cap, and fewer than one try is refused", async () => {
  const random = new Random(1);
  const pauses = Array.from({ length: 200 }, () => fullJitter(30, { random, capMs: 700 }));
  assert.ok(pauses.every((ms) => ms >= 0 && ms <= 700));
  const options = { clock: new SimulatedClock(), random, tries: 0 };
  assert.match(String(await failure(retry(() => Promise.resolve(), options))), /RangeError/);
});
