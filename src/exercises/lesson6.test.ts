import assert from "node:assert/strict";
import { test } from "node:test";
import { crunch, insertAlarm, type NamedAlarm, orderPuzzles, type Puzzle } from "./lesson6.ts";
import { accepts, rejects } from "./testing.ts";

const programs: Puzzle[] = [
  (say, later) => {
    later(() => say("a"));
    say("b");
  },
  (say, later) => {
    later(() => say("a"));
    queueMicrotask(() => say("b"));
    say("c");
  },
  async (say) => {
    const f = async () => {
      say("a");
      await Promise.resolve();
      say("b");
    };
    const called = f();
    say("c");
    await called;
  },
  (say, later) => {
    later(() => {
      say("a");
      queueMicrotask(() => say("b"));
    });
    later(() => say("c"));
  },
  async (say) => {
    const f = async (letters: string) => {
      for (const letter of letters) {
        say(letter);
        await Promise.resolve();
      }
    };
    await Promise.all([f("abc"), f("def")]);
  },
  async (say, later) => {
    later(() => say("a"));
    queueMicrotask(() => say("b"));
    const waited = new Promise<void>((done) => later(done));
    later(() => say("f"));
    say("e");
    await waited.then(() => say("c"));
    say("d");
  },
];
const right = ["ba", "cba", "acb", "abc", "adbecf", "ebacdf"];
const withOrder = (number: number, order: string) => ({
  programs,
  orders: right.map((one, i) => (i + 1 === number ? order : one)),
});

test("6.1 accepts the orders in which the programs really speak", async () => {
  await accepts(orderPuzzles, { programs, orders: right });
});

test("6.1 agrees with the real timers of this engine", async () => {
  for (const [i, program] of programs.entries()) {
    let said = "";
    const timers: Promise<void>[] = [];
    const later = (callback: () => void) => {
      const called = new Promise<void>((done) => {
        setTimeout(() => {
          callback();
          done();
        }, 0);
      });
      timers.push(called);
    };
    await program((letter) => (said += letter), later);
    await Promise.all(timers);
    assert.equal(said, right[i]);
  }
});

test("6.1 rejects a timer that is now, and one that comes before microtasks", async () => {
  const now = await rejects(orderPuzzles, withOrder(1, "ab"));
  assert.match(now.because, /puzzle 1: "a" is not what comes first/);
  const early = await rejects(orderPuzzles, withOrder(2, "cab"));
  assert.match(early.because, /puzzle 2: "a" is not what comes after "c"/);
});

test("6.1 rejects an await that stops the caller, and microtasks after all timers", async () => {
  await rejects(orderPuzzles, withOrder(3, "abc"));
  await rejects(orderPuzzles, withOrder(4, "acb"));
  await rejects(orderPuzzles, withOrder(5, "abcdef"));
  await rejects(orderPuzzles, withOrder(6, "ebafcd"));
});

test("6.1 rejects orders that are missing, too short or too long", async () => {
  const none = await rejects(orderPuzzles, { programs, orders: [] });
  assert.match(none.because, /puzzle 1: "" is too short, something still comes first/);
  const short = await rejects(orderPuzzles, withOrder(5, "adb"));
  assert.match(short.because, /too short, something still comes after "b"/);
  const long = await rejects(orderPuzzles, withOrder(1, "baa"));
  assert.match(long.because, /puzzle 1 says 2 letters, and "baa" has more/);
});

test("6.1 rejects a changed program: it would be another puzzle", async () => {
  const changed = [...programs];
  changed[1] = (say) => say("c");
  const verdict = await rejects(orderPuzzles, { programs: changed, orders: right });
  assert.match(verdict.because, /puzzle 2 was changed/);
});

test("6.2 accepts the place before the first that is later", async () => {
  await accepts(insertAlarm, (alarms, alarm) => {
    const place = alarms.findIndex((other) => other.at > alarm.at);
    alarms.splice(place < 0 ? alarms.length : place, 0, alarm);
  });
});

test("6.2 accepts going through the list from its end, and sorting", async () => {
  await accepts(insertAlarm, (alarms, alarm) => {
    let place = alarms.length;
    while (place > 0 && (alarms[place - 1]?.at ?? 0) > alarm.at) place -= 1;
    alarms.splice(place, 0, alarm);
  });
  await accepts(insertAlarm, (alarms, alarm) => {
    alarms.push(alarm);
    alarms.sort((a, b) => a.at - b.at);
  });
});

test("6.2 rejects the place before an equal one, with the smallest list that shows it", async () => {
  const verdict = await rejects(insertAlarm, (alarms, alarm) => {
    const place = alarms.findIndex((other) => other.at >= alarm.at);
    alarms.splice(place < 0 ? alarms.length : place, 0, alarm);
  });
  assert.match(verdict.because, /order: a at 10, b at 10; the list is b at 10, a at 10/);
});

test("6.2 rejects findIndex's -1 as a place", async () => {
  const verdict = await rejects(insertAlarm, (alarms, alarm) => {
    alarms.splice(
      alarms.findIndex((other) => other.at > alarm.at),
      0,
      alarm,
    );
  });
  assert.match(verdict.because, /order: a at 10, b at 20; the list is b at 20, a at 10/);
});

test("6.2 rejects the end of the list, the front, and no place at all", async () => {
  await rejects(insertAlarm, (alarms, alarm) => void alarms.push(alarm));
  await rejects(insertAlarm, (alarms, alarm) => void alarms.unshift(alarm));
  const verdict = await rejects(insertAlarm, () => {});
  assert.match(verdict.because, /the list is empty, and should be a at 10/);
});

test("6.2 rejects an alarm that takes the place of another", async () => {
  await rejects(insertAlarm, (alarms: NamedAlarm[], alarm) => {
    const place = alarms.findIndex((other) => other.at > alarm.at);
    alarms.splice(place < 0 ? alarms.length : place, 1, alarm);
  });
});

test("6.3 accepts a real wait after each piece, or before it", async () => {
  await accepts(crunch, async (pieces, clock) => {
    for (const piece of pieces) {
      piece();
      await clock.sleep(0);
    }
  });
  await accepts(crunch, async (pieces, clock) => {
    for (const piece of pieces) {
      await clock.sleep(0);
      piece();
    }
  });
});

test("6.3 rejects await null and every other settled promise, and shows the heart", async () => {
  const verdict = await rejects(crunch, async (pieces) => {
    for (const piece of pieces) {
      piece();
      await null; // eslint-disable-line @typescript-eslint/await-thenable -- the mistake that is judged
    }
  });
  assert.match(verdict.because, /3 pieces of up to 10 ms: the heart does not beat for 30 ms/);
  assert.match(verdict.figure ?? "", /^<svg/);
});

test("6.3 rejects no await at all, and one at the end", async () => {
  await rejects(crunch, async (pieces) => {
    for (const piece of pieces) piece();
    await Promise.resolve();
  });
  await rejects(crunch, async (pieces, clock) => {
    for (const piece of pieces) piece();
    await clock.sleep(0);
  });
});

test("6.3 rejects a wait after every third piece", async () => {
  await rejects(crunch, async (pieces, clock) => {
    for (const [i, piece] of pieces.entries()) {
      piece();
      if (i % 3 === 2) await clock.sleep(0);
    }
  });
});

test("6.3 rejects lost time, lost pieces and pieces in another order", async () => {
  const slow = await rejects(crunch, async (pieces, clock) => {
    for (const piece of pieces) {
      piece();
      await clock.sleep(1);
    }
  });
  assert.match(slow.because, /it takes 33 ms, and the work alone 30/);
  const lost = await rejects(crunch, async (pieces, clock) => {
    for (const piece of pieces.slice(1)) {
      piece();
      await clock.sleep(0);
    }
  });
  assert.match(lost.because, /not every piece is done once, and in order/);
  await rejects(crunch, async (pieces, clock) => {
    for (const piece of [...pieces].reverse()) {
      piece();
      await clock.sleep(0);
    }
  });
});

test("6.3 rejects an answer that never ends, instead of hanging", async () => {
  const verdict = await rejects(crunch, () => new Promise(() => {}));
  assert.match(verdict.because, /DeadlockError/);
});
