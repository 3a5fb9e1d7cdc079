import assert from "node:assert/strict";
import { test } from "node:test";
import { logOrder, type LogOrder, twoWays } from "./lesson2.ts";
import { accepts, rejects } from "./testing.ts";

/** The program of the lesson's cell. */
const breakfast: LogOrder["program"] = async (say, clock) => {
  const make = async (cup: string, ms: number) => {
    say(`${cup}: kettle on`);
    await clock.sleep(ms);
    say(`${cup}: poured`);
  };
  say("main: begin");
  const tea = make("tea", 300);
  const coffee = make("coffee", 200);
  say("main: both are on");
  await tea;
  say("main: tea is ready");
  await coffee;
  say("main: end");
};

const rightOrder = [
  "main: begin",
  "tea: kettle on",
  "coffee: kettle on",
  "main: both are on",
  "coffee: poured",
  "tea: poured",
  "main: tea is ready",
  "main: end",
];

const reordered = (...places: number[]) => ({
  program: breakfast,
  order: places.map((i) => rightOrder[i] ?? ""),
});

test("2.1 accepts the order of the run", async () => {
  await accepts(logOrder, { program: breakfast, order: rightOrder });
});

test("2.1 rejects the belief that nothing runs until await", async () => {
  const verdict = await rejects(logOrder, reordered(0, 3, 1, 5, 6, 2, 4, 7));
  assert.match(verdict.because, /line 2 is "main: both are on" in your order, and another/);
});

test("2.1 rejects the belief that a call runs a function to its end", async () => {
  const verdict = await rejects(logOrder, reordered(0, 1, 5, 2, 4, 3, 6, 7));
  assert.match(verdict.because, /line 3 is/);
});

test("2.1 rejects the belief that await stops the coffee too", async () => {
  const verdict = await rejects(logOrder, reordered(0, 1, 2, 3, 5, 6, 4, 7));
  assert.match(verdict.because, /line 5 is/);
});

test("2.1 rejects an order with a line missing, doubled or too many", async () => {
  await rejects(logOrder, reordered(0, 1, 2, 3, 4, 5, 6));
  await rejects(logOrder, reordered(0, 1, 2, 3, 4, 5, 6, 6));
  await rejects(logOrder, reordered(0, 1, 2, 3, 4, 5, 6, 7, 7));
});

test("2.1 rejects a program that was changed", async () => {
  const verdict = await rejects(logOrder, {
    order: ["done"],
    program: (say) => Promise.resolve(say("done")),
  });
  assert.match(verdict.because, /should log 8 different lines, and logs 1/);
});

test("2.1 rejects a program that can never end, instead of hanging", async () => {
  await rejects(logOrder, { order: rightOrder, program: () => new Promise(() => {}) });
});

const inTurn = async (first: () => Promise<string>, second: () => Promise<string>) => {
  const one = await first();
  return [one, await second()];
};
const together = async (first: () => Promise<string>, second: () => Promise<string>) => {
  const [one, two] = [first(), second()];
  return [await one, await two];
};

test("2.3 accepts awaits in turn and Promise.all", async () => {
  await accepts(twoWays, { firstThenSecond: inTurn, bothAtOnce: together });
  await accepts(twoWays, {
    firstThenSecond: async (first, second) => [await first(), await second()],
    bothAtOnce: (first, second) => Promise.all([first(), second()]),
  });
});

test("2.3 rejects two works in turn where both should be at once, and shows them", async () => {
  const verdict = await rejects(twoWays, { firstThenSecond: inTurn, bothAtOnce: inTurn });
  assert.match(verdict.because, /bothAtOnce, .* takes 40 ms, and should take 20/);
  assert.match(verdict.figure ?? "", /^<svg/);
});

test("2.3 rejects both at once where one should come after the other", async () => {
  const verdict = await rejects(twoWays, { firstThenSecond: together, bothAtOnce: together });
  assert.match(verdict.because, /firstThenSecond, .* takes 20 ms, and should take 40/);
});

test("2.3 rejects an answer that does not wait for the longer work", async () => {
  await rejects(twoWays, {
    firstThenSecond: inTurn,
    bothAtOnce: async (first, second) => {
      const one = first();
      void second();
      return [await one, "two"];
    },
  });
});

test("2.3 rejects results in the order of finishing", async () => {
  const verdict = await rejects(twoWays, {
    firstThenSecond: inTurn,
    bothAtOnce: async (first, second) => {
      const done: string[] = [];
      const note = async (work: Promise<string>) => done.push(await work);
      await Promise.all([note(first()), note(second())]);
      return done;
    },
  });
  assert.match(verdict.because, /gives \["two","one"\]/);
});

test("2.3 rejects a result that is left out", async () => {
  await rejects(twoWays, {
    firstThenSecond: async (first, second) => {
      await first();
      return [await second()];
    },
    bothAtOnce: together,
  });
});
