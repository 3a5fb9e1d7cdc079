import assert from "node:assert/strict";
import { test } from "node:test";
import { CancelledError } from "../errors.ts";
import { sleep } from "../sleep.ts";
import type { Task } from "../task.ts";
import { TaskGroup } from "../task-group.ts";
import {
  allOrNothing,
  type AllOrNothing,
  joinAll,
  type JoinAll,
  race,
  type Race,
  supervise,
  type Supervise,
} from "./lesson9.ts";
import { accepts, rejects } from "./testing.ts";

test("9.1 accepts a loop that asks again, in its two usual forms", async () => {
  await accepts(joinAll, async (tasks) => {
    for (const task of tasks) await task;
  });
  await accepts(joinAll, async (tasks) => {
    while (tasks.some((task) => !task.done)) await Promise.all(tasks);
  });
});

test("9.1 rejects who looks once, and shows who is left behind", async () => {
  const verdict = await rejects(joinAll, async (tasks) => void (await Promise.all(tasks)));
  assert.match(verdict.because, /returns at 10 ms, and 1 task is still running/);
  assert.match(verdict.figure ?? "", /figure-broken/);
  await rejects(joinAll, async (tasks) => {
    for (let i = 0, { length } = tasks; i < length; i += 1) await tasks[i];
  });
});

test("9.1 rejects twice, the last one only, and nobody", async () => {
  const wrong: JoinAll[] = [
    async (tasks) => {
      await Promise.all(tasks);
      await Promise.all(tasks);
    },
    async (tasks) => await tasks.at(-1),
    async (tasks) => await Promise.race(tasks),
    async () => {},
  ];
  for (const one of wrong) await rejects(joinAll, one);
});

test("9.1 rejects polling: too late with a timer, and stopped without", async () => {
  const poll = (pause: () => Promise<void>) => async (tasks: readonly Task<void>[]) => {
    while (tasks.some((task) => !task.done)) await pause();
  };
  const late = await rejects(
    joinAll,
    poll(() => sleep(7)),
  );
  assert.match(late.because, /it returns at 14 ms; the last task ended at 10 ms/);
  const endless = await rejects(
    joinAll,
    poll(() => Promise.resolve()),
  );
  assert.match(endless.because, /that is polling/);
});

const cancelled =
  (end: (tasks: readonly Task<string>[], first: string) => unknown): Race =>
  async (contenders) =>
    await new TaskGroup().run(async (group) => {
      const tasks = contenders.map((one) => group.createTask(one));
      const first = await Promise.race(tasks);
      end(tasks, first);
      return first;
    });

test("9.3 accepts to cancel all, and to cancel those that are not done", async () => {
  await accepts(
    race,
    cancelled((tasks) => tasks.forEach((task) => task.cancel())),
  );
  await accepts(
    race,
    cancelled((tasks) => tasks.filter(({ done }) => !done).map((task) => task.cancel())),
  );
});

test("9.3 accepts any and an end by throwing the result", async () => {
  await accepts(race, async (contenders) => {
    let first: string | undefined;
    await new TaskGroup()
      .run((group) => {
        for (const one of contenders) {
          group.createTask(async () => {
            const result = await one();
            first ??= result;
            throw new Error("enough");
          });
        }
      })
      .catch(() => {});
    return first ?? "";
  });
});

test("9.3 rejects losers that run on, inside the group and out of it", async () => {
  const inside = await rejects(
    race,
    cancelled(() => {}),
  );
  assert.match(inside.because, /it returns at 90 ms; 10 ms are enough/);
  const outside = await rejects(
    race,
    async (contenders) => await Promise.race(contenders.map((one) => one())),
  );
  assert.match(outside.because, /at 10 ms it returns, and contender 2 still runs/);
});

test("9.3 rejects to cancel and not to wait for the clean-up", async () => {
  const verdict = await rejects(race, (contenders) => {
    let first: (result: string) => void;
    const result = new Promise<string>((resolve) => (first = resolve));
    const running = cancelled((tasks, winner) => {
      tasks.forEach((task) => task.cancel());
      first(winner);
    })(contenders);
    running.catch(() => {});
    return result;
  });
  assert.match(verdict.because, /still runs/);
});

test("9.3 rejects the last result, the first contender, and one that is cancelled too many", async () => {
  const wrong: Race[] = [
    async (contenders) => {
      const results: string[] = [];
      await Promise.all(contenders.map(async (one) => results.push(await one())));
      return results.at(-1) ?? "";
    },
    async (contenders) => (await Promise.all(contenders.map((one) => one())))[0] ?? "",
    cancelled((tasks) => tasks[0]?.cancel()),
  ];
  for (const one of wrong) await rejects(race, one);
});

const restarting =
  (again: (error: unknown, left: number) => boolean): Supervise =>
  async (body, restarts) => {
    for (let left = restarts; ; left -= 1) {
      try {
        return await body();
      } catch (error) {
        if (!again(error, left)) throw error;
      }
    }
  };
const isFailure = (error: unknown) => !(error instanceof CancelledError);

test("9.4 accepts a loop, and a function that calls itself", async () => {
  await accepts(
    supervise,
    restarting((error, left) => left > 0 && isFailure(error)),
  );
  const again: Supervise = async (body, restarts) => {
    try {
      await body();
    } catch (error) {
      if (restarts === 0 || !isFailure(error)) throw error;
      await again(body, restarts - 1);
    }
  };
  await accepts(supervise, again);
});

test("9.4 rejects to restart what was cancelled, and to swallow it", async () => {
  const restarted = await rejects(
    supervise,
    restarting((_, left) => left > 0),
  );
  assert.match(restarted.because, /cancelled in run 1: body is started again/);
  const swallowed = await rejects(supervise, async (body, restarts) => {
    await restarting((error, left) => left > 0 && isFailure(error))(body, restarts).catch(
      (error: unknown) => {
        if (isFailure(error)) throw error;
      },
    );
  });
  assert.match(swallowed.because, /the supervisor returns, and should pass the cancellation on/);
});

test("9.4 rejects one restart too many, one too few, and no end", async () => {
  const many = await rejects(
    supervise,
    restarting((error, left) => left >= 0 && isFailure(error)),
  );
  assert.match(many.because, /restarts = 0, and body fails once: it runs 2 times, .* run once/);
  await rejects(
    supervise,
    restarting((error, left) => left > 1 && isFailure(error)),
  );
  const endless = await rejects(supervise, restarting(isFailure));
  assert.match(endless.because, /runs 2 times|again and again/);
});

test("9.4 rejects to return the promise, to swallow the last failure, and to throw the first", async () => {
  await rejects(supervise, async (body, restarts) => {
    for (let left = restarts; ; left -= 1) {
      try {
        // eslint-disable-next-line @typescript-eslint/return-await -- the mistake
        return body();
      } catch (error) {
        if (left === 0) throw error;
      }
    }
  });
  const silent = await rejects(supervise, async (body, restarts) => {
    await restarting((error, left) => left > 0 && isFailure(error))(body, restarts).catch(() => {});
  });
  assert.match(silent.because, /the parent hears "nothing", and should hear "failure 1"/);
  await rejects(supervise, async (body, restarts) => {
    let first: unknown;
    for (let left = restarts; left >= 0; left -= 1) {
      try {
        return await body();
      } catch (error) {
        if (!isFailure(error)) throw error;
        first ??= error;
      }
    }
    throw first;
  });
});

/** The lesson's answer, with places to go wrong. */
const listening =
  ({
    cancels = true,
    waits = true,
    cancellations = false,
    again = false,
    most = Infinity,
  }): AllOrNothing =>
  async (tasks) => {
    const errors: unknown[] = [];
    const heard = tasks.map((task) =>
      task.catch((error: unknown) => {
        if (!isFailure(error) && !cancellations) return;
        errors.push(error);
        if (cancels && (again || errors.length === 1)) {
          for (const other of tasks) other.cancel();
        }
        if (!waits) throw new AggregateError(errors);
      }),
    );
    await Promise.all(heard);
    if (errors.length > 0) throw new AggregateError(errors.slice(0, most));
  };

test("9.2 accepts listeners, and a group that is told of the errors", async () => {
  await accepts(allOrNothing, listening({}));
  await accepts(allOrNothing, async (tasks) => {
    await new TaskGroup().run((group) => {
      for (const task of tasks) group.createTask(async () => await task);
    });
  });
});

test("9.2 rejects all, and shows who is left; and allSettled, which waits too long", async () => {
  const all = await rejects(allOrNothing, async (tasks) => {
    await Promise.all(tasks).catch((error: unknown) => {
      throw new AggregateError([error]);
    });
  });
  assert.match(
    all.because,
    /task 1 fails at 10 ms; task 2 returns at 90 ms: at 10 ms it ends, and 1/,
  );
  assert.match(all.figure ?? "", /figure-broken/);
  const settled = await rejects(allOrNothing, listening({ cancels: false }));
  assert.match(settled.because, /it ends at 90 ms, and should end at 10 ms/);
});

test("9.2 rejects to go away after the cancel, and to count cancellations as errors", async () => {
  const away = await rejects(allOrNothing, listening({ waits: false }));
  assert.match(away.because, /at 10 ms it ends, and 1 task is still running/);
  const twice = await rejects(allOrNothing, listening({ again: true }));
  assert.match(twice.because, /task 2 is cancelled again while it cleans up/);
  const counted = await rejects(allOrNothing, listening({ cancellations: true }));
  assert.match(counted.because, /it throws a cancellation, task 1 fails, and should throw task 1/);
});

test("9.2 rejects the first error alone, a bare error, none, and an error for nothing", async () => {
  const first = await rejects(allOrNothing, listening({ most: 1 }));
  assert.match(first.because, /should throw task 1 fails, task 2 cannot clean up/);
  const wrong: AllOrNothing[] = [
    async (tasks) =>
      await listening({})(tasks).catch((error: AggregateError) => {
        throw error.errors[0] as Error;
      }),
    async (tasks) => await listening({})(tasks).catch(() => {}),
    async (tasks) => {
      await listening({})(tasks);
      throw new AggregateError([]);
    },
  ];
  const said = [];
  for (const one of wrong) said.push((await rejects(allOrNothing, one)).because);
  assert.match(said[0] ?? "", /throws "task 1 fails", and no AggregateError/);
  assert.match(said[1] ?? "", /it throws nothing, and should throw task 1 fails/);
});
