import assert from "node:assert/strict";
import { test } from "node:test";
import { TimeoutError } from "../errors.ts";
import { retry as libraryRetry } from "../retry.ts";
import type { SimulatedClock } from "../simulated-clock.ts";
import { timeout } from "../timeout.ts";
import type { Random } from "../random.ts";
import { type Retry, retry } from "./lesson12.ts";
import { breaker, type MakeBreaker, mayRetry } from "./lesson12-breaker.ts";
import { type UntilDeadline, untilDeadline } from "./lesson12-deadline.ts";
import { accepts, rejects } from "./testing.ts";

/** A right retry with the mistakes that are asked for. */
const retryWith =
  (...mistakes: readonly string[]): Retry =>
  async (body, { clock, random, tries, baseMs, capMs, signal }) => {
    const has = (mistake: string) => mistakes.includes(mistake);
    for (let attempt = 0; ; attempt++) {
      if (!has("begins although aborted")) signal.throwIfAborted();
      try {
        return await body();
      } catch (error) {
        if (!has("swallows the abort")) signal.throwIfAborted();
        const last = has("one more try") ? tries : tries - 1;
        if (attempt === last) throw has("own error") ? new Error("gave up") : error;
      }
      const power = has("grows late") ? attempt - 1 : attempt;
      const most = baseMs * 2 ** power;
      const capped = has("no cap") ? most : Math.min(capMs, most);
      const ms = has("no jitter") ? capped : random.duration(0, capped);
      await clock.sleep(ms, has("deaf pause") ? {} : { signal });
    }
  };

test("12.1 accepts a retry with cap, jitter and an ear for the signal", async () => {
  await accepts(retry, retryWith());
});

test("12.1 accepts what the library has", async () => {
  await accepts(retry, (body, knobs) =>
    libraryRetry(body, {
      ...knobs,
      clock: knobs.clock as SimulatedClock,
      random: knobs.random as Random,
    }),
  );
});

const wrongRetries = [
  ["one more try", /tries: 1, the first call fails: calls at 0 ms, .*; they should be at 0 ms/],
  ["no jitter", /tries: 3, the first call fails: calls at 0 ms, 110 ms;/],
  ["grows late", /tries: 3, the first call fails: calls at/],
  ["no cap", /tries: 6, the first 9 calls fail: calls at/],
  ["own error", /throws "gave up" .* should: throws "failure 1"/],
  ["deaf pause", /aborted at 40 ms: it throws "the reason" at .*, and should: .* at 40 ms/],
  ["begins although aborted", /aborted at 0 ms: calls at 0 ms; they should be at no time/],
] as const;

for (const [mistake, because] of wrongRetries) {
  test(`12.1 rejects a retry with this mistake: ${mistake}`, async () => {
    const verdict = await rejects(retry, retryWith(mistake));
    assert.match(verdict.because, because);
    assert.match(verdict.figure ?? "", /^<svg/);
  });
}

test("12.1 rejects a retry that takes the abort for one more failure, instead of hanging", async () => {
  const endless: Retry = async (body, { clock, random, baseMs, capMs, tries }) => {
    for (let attempt = 0, failures = 0; ; attempt++) {
      try {
        return await body();
      } catch (error) {
        const aborted = error instanceof Error && error.message === "the reason";
        if (!aborted && ++failures === tries) throw error;
      }
      await clock.sleep(random.duration(0, Math.min(capMs, baseMs * 2 ** attempt)));
    }
  };
  assert.match((await rejects(retry, endless)).because, /aborted at \d+ ms: calls at/);
  const swallows = await rejects(retry, retryWith("swallows the abort", "deaf pause"));
  assert.match(swallows.because, /aborted at/);
});

const right: UntilDeadline = async (calls, clock, deadline) => {
  const results: string[] = [];
  for (const call of calls) {
    const left = deadline - clock.now();
    if (left <= 0) break;
    try {
      results.push(await timeout(left, call));
    } catch (error) {
      if (error instanceof TimeoutError) break;
      throw error;
    }
  }
  return results;
};

test("12.2 accepts a timeout of what is left for each call", async () => {
  await accepts(untilDeadline, right);
});

test("12.2 accepts one timeout around all calls", async () => {
  await accepts(untilDeadline, async (calls, clock, deadline) => {
    const results: string[] = [];
    if (deadline <= clock.now()) return results;
    try {
      await timeout(deadline - clock.now(), async () => {
        for (const call of calls) {
          if (clock.now() >= deadline) return;
          results.push(await call());
        }
      });
    } catch (error) {
      if (!(error instanceof TimeoutError)) throw error;
    }
    return results;
  });
});

const wrongDeadlines: readonly (readonly [string, RegExp, UntilDeadline])[] = [
  [
    "that takes the deadline for a duration",
    /call 2 is not cancelled at the deadline/,
    async (calls, _, deadline) => {
      const results: string[] = [];
      for (const call of calls) results.push(await timeout(deadline, call));
      return results;
    },
  ],
  [
    "that lets the TimeoutError out",
    /it throws the deadline .* has passed, and should: gives \[result 1\]/,
    async (calls, clock, deadline) => {
      const results: string[] = [];
      for (const call of calls) {
        if (clock.now() >= deadline) break;
        results.push(await timeout(deadline - clock.now(), call));
      }
      return results;
    },
  ],
  [
    "that begins a call when nothing is left",
    /call 1 begins at (500|600) ms/,
    async (calls, clock, deadline) => {
      const results: string[] = [];
      for (const call of calls) {
        try {
          results.push(await timeout(deadline - clock.now(), call));
        } catch (error) {
          if (error instanceof TimeoutError) break;
          throw error;
        }
      }
      return results;
    },
  ],
  [
    "that looks only between the calls",
    /call 2 is not cancelled at the deadline/,
    async (calls, clock, deadline) => {
      const results: string[] = [];
      for (const call of calls) {
        if (clock.now() >= deadline) break;
        results.push(await call());
      }
      return results;
    },
  ],
  [
    "that swallows an error of a call",
    /it gives \[result 1, result 3\], and should: throws call 2 failed|it gives \[result 1\]/,
    async (calls, clock, deadline) => {
      const results: string[] = [];
      for (const call of calls) {
        if (clock.now() >= deadline) break;
        try {
          results.push(await timeout(deadline - clock.now(), call));
        } catch {
          continue;
        }
      }
      return results;
    },
  ],
];

for (const [what, because, answer] of wrongDeadlines) {
  test(`12.2 rejects an answer ${what}`, async () => {
    const verdict = await rejects(untilDeadline, answer);
    assert.match(verdict.because, because);
    assert.match(verdict.figure ?? "", /^<svg/);
  });
}

/** A right breaker with the mistake that is asked for. */
const breakerWith =
  (mistake = ""): MakeBreaker =>
  (failures, restMs) => {
    let inARow = 0;
    let openUntil = 0;
    return {
      mayCall(now) {
        if (mistake === "too early" ? now < openUntil - 1 : now < openUntil) return false;
        if (inARow >= failures && mistake !== "lets all through") openUntil = Infinity;
        return true;
      },
      succeeded() {
        if (mistake !== "never forgets") inARow = 0;
        openUntil = 0;
      },
      failed(now) {
        inARow += 1;
        const enough = mistake === "one too late" ? inARow > failures : inARow >= failures;
        if (mistake === "counts anew" && enough) inARow = 0;
        if (enough) openUntil = mistake === "for ever" ? Infinity : now + restMs;
      },
    };
  };

test("12.3 accepts half-open as open for ever, and three states by name", async () => {
  await accepts(breaker, breakerWith());
  await accepts(breaker, (failures, restMs) => {
    let state: "closed" | "open" | "half-open" = "closed";
    let [count, since] = [0, 0];
    return {
      mayCall(now) {
        if (state === "closed") return true;
        if (state === "half-open" || now - since < restMs) return false;
        state = "half-open";
        return true;
      },
      succeeded() {
        [state, count] = ["closed", 0];
      },
      failed(now) {
        count += 1;
        if (state === "half-open" || count >= failures) [state, since] = ["open", now];
      },
    };
  });
});

const wrongBreakers = [
  ["lets all through", /failure, a rest, two successes: call 2 of the two goes through/],
  ["too early", /failure, nearly a rest, success: the call goes through/],
  ["one too late", /failure, success: the call goes through, and should not/],
  ["never forgets", /success/],
  ["counts anew", /failure, a rest, two successes: call 2/],
  ["for ever", /failure, a rest, success: the call is refused, and should not/],
] as const;

for (const [mistake, because] of wrongBreakers) {
  test(`12.3 rejects a breaker with this mistake: ${mistake}`, async () => {
    const verdict = await rejects(breaker, breakerWith(mistake));
    assert.match(verdict.because, because);
    assert.match(verdict.figure ?? "", /^<svg/);
  });
}

const safe = {
  "read the weather, no answer": true,
  "book a seat, no answer, no key": false,
  "book a seat, no answer, with an idempotency key": true,
  "log in, answer: wrong password": false,
  "delete basket 17, no answer": true,
  "read the weather, answer: busy, try after 3 s": true,
};

test("12.4 accepts the six right answers, and says why", async () => {
  await accepts(mayRetry, safe);
});

for (const operation of Object.keys(safe) as (keyof typeof safe)[]) {
  test(`12.4 rejects the other answer to: ${operation}`, async () => {
    const verdict = await rejects(mayRetry, { ...safe, [operation]: !safe[operation] });
    assert.ok(verdict.because.includes(`think again about: ${operation}`), verdict.because);
  });
}
