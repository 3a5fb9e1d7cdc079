import assert from "node:assert/strict";
import { test } from "node:test";
import { batched, responses, takeOrNull, whatHalves } from "./lesson1.ts";
import { accepts, rejects } from "./testing.ts";

const sumFrom = (list: readonly number[], i: number) => list.slice(i).reduce((a, b) => a + b, 0);

test("1.1 accepts the formula", async () => {
  await accepts(responses, (pauses, service) =>
    pauses.map((_, i) => sumFrom(pauses, i) + service * i),
  );
});

test("1.1 rejects a response counted from the end of the pause", async () => {
  await rejects(responses, (pauses, service) =>
    pauses.map((_, i) => sumFrom(pauses, i + 1) + service * i),
  );
});

test("1.1 rejects an answer that is one service too late", async () => {
  await rejects(responses, (pauses, service) =>
    pauses.map((_, i) => sumFrom(pauses, i) + service * (i + 1)),
  );
});

test("1.1 rejects the total for everybody", async () => {
  await rejects(responses, (pauses, service) => pauses.map(() => sumFrom(pauses, 0) + service));
});

test("1.1 rejects an answer of the wrong length", async () => {
  await rejects(responses, (pauses, service) =>
    [...pauses, 0].map((_, i) => sumFrom(pauses, i) + service * i),
  );
});

test("1.2 accepts what the model says", async () => {
  await accepts(whatHalves, { fasterConsumer: 20, fasterProducer: 10.4, halfTheItems: 10 });
});

test("1.2 rejects the belief that a faster consumer halves the wait of the first item", async () => {
  await rejects(whatHalves, { fasterConsumer: 10, fasterProducer: 10.4, halfTheItems: 10 });
});

test("1.2 rejects the belief that half the items wait as long", async () => {
  await rejects(whatHalves, { fasterConsumer: 20, fasterProducer: 10.4, halfTheItems: 20 });
});

test("1.2 rejects totals in place of responses", async () => {
  await rejects(whatHalves, { fasterConsumer: 25, fasterProducer: 20, halfTheItems: 15 });
});

test("1.2 rejects numbers that were not filled in", async () => {
  await rejects(whatHalves, { fasterConsumer: NaN, fasterProducer: NaN, halfTheItems: NaN });
});

test("1.3 accepts a test for the length and a test for undefined", async () => {
  await accepts(takeOrNull, (list) => (list.length === 0 ? null : (list.shift() ?? null)));
  await accepts(takeOrNull, (list) => list.shift() ?? null);
});

test("1.3 rejects a test for a falsy item: 0 is an item", async () => {
  await rejects(takeOrNull, (list) => list.shift() || null);
});

test("1.3 rejects looking without taking", async () => {
  await rejects(takeOrNull, (list) => list[0] ?? null);
});

test("1.3 rejects taking from the wrong end", async () => {
  await rejects(takeOrNull, (list) => list.pop() ?? null);
});

const times = (count: number, body: () => void) => {
  for (let i = 0; i < count; i++) body();
};

test("1.4 accepts five by five, four times", async () => {
  await accepts(batched, (make, use) => {
    times(4, () => {
      times(5, make);
      times(5, use);
    });
  });
});

test("1.4 rejects all the making first, and shows that schedule", async () => {
  const verdict = await rejects(batched, (make, use) => {
    times(20, make);
    times(20, use);
  });
  assert.match(verdict.because, /call 6 should be use, but is make/);
  assert.match(verdict.figure ?? "", /^<svg/);
});

test("1.4 rejects one by one", async () => {
  await rejects(batched, (make, use) => {
    times(20, () => {
      make();
      use();
    });
  });
});

test("1.4 rejects loops inside each other", async () => {
  await rejects(batched, (make, use) => {
    times(4, () => {
      times(5, () => {
        make();
        times(5, use);
      });
    });
  });
});

test("1.4 rejects a loop that never ends, instead of hanging", async () => {
  await rejects(batched, (make) => {
    for (;;) make();
  });
});
