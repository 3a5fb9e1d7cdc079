import assert from "node:assert/strict";
import { test } from "node:test";
import { CancelledError, DeadlockError } from "./errors.ts";
import { EventLoop } from "./loop.ts";
import { Queue } from "./queue.ts";
import { SimulatedClock } from "./simulated-clock.ts";
import type { Task } from "./task.ts";
import { TaskGroup } from "./task-group.ts";
import { cancelling, failure } from "./testing.ts";

function newProgram() {
  const clock = new SimulatedClock();
  const loop = new EventLoop({ clock });
  const log: string[] = [];
  const logCancel = (name: string) => (error: unknown) => {
    if (error instanceof CancelledError) log.push(`${name} cancelled at ${clock.now()}`);
    throw error;
  };
  const job = (name: string, ms: number) => (): Promise<string> =>
    clock.sleep(ms).then(() => name, logCancel(name));
  const crash = (message: string, ms: number) => (): Promise<never> =>
    clock.sleep(ms).then(() => {
      throw new Error(message);
    });
  return { clock, loop, log, job, crash };
}

/** The messages of a group's errors; groups in groups in brackets. */
function messages(error: unknown): unknown[] {
  assert.ok(error instanceof AggregateError, `a group's error, not ${String(error)}`);
  return error.errors.map((one: Error) =>
    one instanceof AggregateError ? messages(one) : one.message,
  );
}

test("G1 a group waits for its tasks, and their results can be read afterwards", async () => {
  const { clock, loop, job } = newProgram();
  await loop.runUntilComplete(async () => {
    const [early, late, answer] = await new TaskGroup().run(async (group) => {
      const early = group.createTask(job("early", 100), { name: "yolo" });
      await clock.sleep(150);
      return [early, group.createTask(job("late", 200)), 42] as const;
    });
    assert.deepEqual(
      [clock.now(), early.state, late.state, answer],
      [350, "returned", "returned", 42],
    );
    assert.deepEqual([await early, await late, early.name], ["early", "late", "yolo"]);
  });
});

test("G1 a group without tasks returns what its body does", async () => {
  const { loop } = newProgram();
  assert.equal(await loop.runUntilComplete(() => new TaskGroup().run(() => Promise.resolve(7))), 7);
});

test("G1 a task that is cancelled on its own does not fail its group", async () => {
  const { clock, loop, job } = newProgram();
  await loop.runUntilComplete(async () => {
    const tasks = await new TaskGroup().run(async (group) => {
      const cancelled = group.createTask(job("cancelled", 1000));
      await clock.sleep(150);
      cancelled.cancel();
      return [cancelled, group.createTask(job("other", 200))];
    });
    assert.deepEqual(
      tasks.map((task) => task.state),
      ["cancelled", "returned"],
    );
    assert.deepEqual([clock.now(), cancelling()], [350, 0]);
  });
});

test("G1 tasks that are done are released", async () => {
  const { clock, loop, job } = newProgram();
  await loop.runUntilComplete(() =>
    new TaskGroup().run(async (group) => {
      for (let i = 0; i < 10; i++) {
        await clock.sleep(100);
        void group.createTask(job("job", 250));
        assert.ok(group.size <= 3);
      }
      await clock.sleep(300);
      assert.equal(group.size, 0);
    }),
  );
});

// Adapted: the body is a callback, since `await using` would not see its error.
test("G2 a task's error cancels the others and the body", async () => {
  const { clock, loop, log, job, crash } = newProgram();
  let sibling: Task<string> | undefined;
  const main = loop.createTask(async () => {
    await new TaskGroup().run(async (group) => {
      void group.createTask(crash("boom", 100));
      sibling = group.createTask(job("sibling", 1000));
      await job("body", 5000)();
    });
    log.push("code after the group");
  });
  assert.deepEqual(messages(await failure(loop.runUntilComplete(main))), ["boom"]);
  assert.deepEqual(log, ["sibling cancelled at 100", "body cancelled at 100"]);
  assert.deepEqual([clock.now(), sibling?.state, main.state], [100, "cancelled", "threw"]);
});

test("G2 who is cancelled with the group is told why", async () => {
  const { clock, loop, crash } = newProgram();
  let told: unknown;
  const main = () =>
    new TaskGroup().run(async (group) => {
      void group.createTask(crash("boom", 100));
      told = await failure(clock.sleep(1000));
      throw told;
    });
  await failure(loop.runUntilComplete(main));
  assert.ok(told instanceof CancelledError);
  assert.match(told.message, /boom/);
});

test("G2 the body may catch a task's error, but the group fails all the same", async () => {
  const { clock, loop, log, crash } = newProgram();
  const main = () =>
    new TaskGroup().run(async (group) => {
      log.push(String(await failure(group.createTask(crash("boom", 100)))));
      await clock.sleep(1000);
      log.push("body goes on");
    });
  assert.deepEqual(messages(await failure(loop.runUntilComplete(main))), ["boom"]);
  assert.deepEqual([log, clock.now()], [["Error: boom"], 100]);
});

// Adapted: JavaScript's AggregateError takes the place of ExceptionGroup.
test("G3 all failures come out as one AggregateError", async () => {
  const { clock, loop, crash } = newProgram();
  const main = () =>
    new TaskGroup().run(async (group) => {
      for (const name of ["a", "b", "c"]) void group.createTask(crash(name, 100)); // at the same instant
      void group.createTask(() => clock.sleep(500).catch(crash("d", 20))); // while it is being cancelled
      await clock.sleep(5000).finally(() => Promise.reject(new Error("body")));
    });
  const error = await failure(loop.runUntilComplete(main));
  assert.deepEqual(messages(error), ["a", "b", "c", "body", "d"]);
  assert.equal(clock.now(), 120);
});

test("G3 an error that the body gets from a task is listed once", async () => {
  const { loop, crash } = newProgram();
  const main = () =>
    new TaskGroup().run(async (group) => {
      await group.createTask(crash("boom", 100));
    });
  assert.deepEqual(messages(await failure(loop.runUntilComplete(main))), ["boom"]);
});

test("G4 an error in the body cancels the tasks and is in the group's error", async () => {
  const { clock, loop, log, job } = newProgram();
  const main = () =>
    new TaskGroup().run(async (group) => {
      void group.createTask(job("a", 1000));
      void group.createTask(job("b", 2000));
      await clock.sleep(100);
      throw new Error("body");
    });
  assert.deepEqual(messages(await failure(loop.runUntilComplete(main))), ["body"]);
  assert.deepEqual([log, clock.now()], [["a cancelled at 100", "b cancelled at 100"], 100]);
});

test("G4 tasks do not even start if the body throws before it awaits anything", async () => {
  const { loop, log, job } = newProgram();
  const tasks: Task<string>[] = [];
  const main = () =>
    new TaskGroup().run((group) => {
      tasks.push(group.createTask(job("a", 1000)));
      throw new Error("at once");
    });
  assert.deepEqual(messages(await failure(loop.runUntilComplete(main))), ["at once"]);
  assert.deepEqual([log, tasks[0]?.state], [[], "cancelled"]);
});

test("G5 cancelling the owner cancels the tasks, waits for them, and throws the same CancelledError", async () => {
  for (const bodyMs of [0, 5000]) {
    const { clock, loop, log, job } = newProgram();
    const slowToEnd = () => clock.sleep(5000).finally(() => clock.sleep(50));
    const owner = loop.createTask(() =>
      new TaskGroup().run(async (group) => {
        void group.createTask(job("a", 5000));
        void group.createTask(slowToEnd);
        await clock.sleep(bodyMs);
      }),
    );
    await loop.runUntilComplete(async () => {
      await clock.sleep(100);
      owner.cancel("test");
      const error = await failure(owner);
      assert.ok(error instanceof CancelledError);
      assert.equal(error.reason, "test");
    });
    assert.deepEqual([log, clock.now()], [["a cancelled at 100"], 150]);
    assert.equal(owner.state, "cancelled");
  }
});

test("G5 cancelling the owner again does not stop it from waiting for its tasks", async () => {
  const { clock, loop } = newProgram();
  const owner = loop.createTask(() =>
    new TaskGroup().run((group) => {
      void group.createTask(() => clock.sleep(5000).finally(() => clock.sleep(50)));
      return Promise.resolve();
    }),
  );
  await loop.runUntilComplete(async () => {
    for (const reason of ["first", "second"]) {
      await clock.sleep(10);
      owner.cancel(reason);
    }
    assert.match(String(await failure(owner)), /first/);
  });
  assert.equal(clock.now(), 60);
});

test("G6 a task that fails after its owner was cancelled: the error is thrown, not CancelledError", async () => {
  const { clock, loop, crash } = newProgram();
  const owner = loop.createTask(() =>
    new TaskGroup().run(async (group) => {
      void group.createTask(crash("late", 300));
      await clock.sleep(5000).finally(() => clock.sleep(500)); // the group unwinds when the body has ended
    }),
  );
  await loop.runUntilComplete(async () => {
    const boss = loop.createTask(async () => void (await owner));
    await clock.sleep(100);
    boss.cancel();
    assert.deepEqual(messages(await failure(boss)), ["late"]);
  });
  assert.equal(clock.now(), 300);
});

test("G6 a body that throws something else on being cancelled: the error is thrown", async () => {
  const { clock, loop } = newProgram();
  const owner = loop.createTask(() =>
    new TaskGroup().run(() => clock.sleep(5000).catch(() => Promise.reject(new Error("mine")))),
  );
  await loop.runUntilComplete(async () => {
    await clock.sleep(100);
    owner.cancel();
    assert.deepEqual(messages(await failure(owner)), ["mine"]);
  });
});

test("G6 without an error the CancelledError goes on", async () => {
  const { clock, loop } = newProgram();
  const owner = loop.createTask(() => new TaskGroup().run(() => clock.sleep(5000)));
  await loop.runUntilComplete(async () => {
    await clock.sleep(100);
    owner.cancel();
    assert.ok((await failure(owner)) instanceof CancelledError);
  });
});

test("G7 a failure in an inner group arrives in the outer one as a group in a group", async () => {
  const { loop, crash } = newProgram();
  const main = () =>
    new TaskGroup().run(async (outer) => {
      void outer.createTask(crash("outer", 1000));
      await new TaskGroup().run((inner) => void inner.createTask(crash("inner", 100)));
    });
  assert.deepEqual(messages(await failure(loop.runUntilComplete(main))), [["inner"]]);
});

test("G7 a failure in the outer group cancels the inner one, of which nothing is heard", async () => {
  const { loop, crash, job, log } = newProgram();
  const main = () =>
    new TaskGroup().run(async (outer) => {
      void outer.createTask(crash("outer", 100));
      await new TaskGroup().run((inner) => void inner.createTask(job("inner", 1000)));
    });
  assert.deepEqual(messages(await failure(loop.runUntilComplete(main))), ["outer"]);
  assert.deepEqual(log, ["inner cancelled at 100"]);
});

test("G8 a task may add tasks to its group", async () => {
  const { clock, loop, job } = newProgram();
  const main = () =>
    new TaskGroup().run((group) => {
      void group.createTask(async () => {
        await clock.sleep(100);
        void group.createTask(job("a", 100));
        void group.createTask(job("b", 200));
      });
    });
  await loop.runUntilComplete(main);
  assert.equal(clock.now(), 300);
});

test("G8 a hydra is stopped by a failure", async () => {
  const { clock, loop } = newProgram();
  let hydras = 0;
  const hydra = async (group: TaskGroup): Promise<void> => {
    hydras += 1;
    await clock.sleep(10);
    void group.createTask(() => hydra(group));
    void group.createTask(() => hydra(group));
  };
  const hercules = async (): Promise<never> => {
    while (hydras < 10) await clock.sleep(15);
    throw new Error("slain");
  };
  const main = () =>
    new TaskGroup().run((group) => {
      void group.createTask(() => hydra(group));
      void group.createTask(hercules);
    });
  assert.deepEqual(messages(await failure(loop.runUntilComplete(main))), ["slain"]);
  assert.equal(hydras, 31);
});

test("G8 a group that is unwinding refuses tasks", async () => {
  const { clock, loop, log, job, crash } = newProgram();
  const main = () =>
    new TaskGroup().run(async (group) => {
      void group.createTask(crash("boom", 100));
      try {
        await clock.sleep(1000);
      } finally {
        try {
          void group.createTask(job("late", 10));
        } catch (error) {
          log.push(String(error));
        }
      }
    });
  await failure(loop.runUntilComplete(main));
  assert.equal(log.length, 1);
  assert.match(log[0] ?? "", /unwinding .* takes no more tasks/);
});

test("G8 a task that is cancelled after it was woken hears of it when it adds a task", async () => {
  const { clock, loop, crash, job } = newProgram();
  const items = new Queue<string>();
  let adder: Task<void> | undefined;
  const main = () =>
    new TaskGroup().run((group) => {
      adder = group.createTask(async () => {
        await items.get();
        void group.createTask(job("late", 10));
      });
      void group.createTask(crash("boom", 100));
      void group.createTask(() => clock.sleep(100).then(() => items.put("at the same instant")));
    });
  assert.deepEqual(messages(await failure(loop.runUntilComplete(main))), ["boom"]);
  assert.equal(adder?.state, "cancelled");
});

test("G9 a group that does not run yet, has finished, or runs already throws", async () => {
  const { loop, job } = newProgram();
  await loop.runUntilComplete(async () => {
    const group = new TaskGroup();
    assert.throws(() => group.createTask(job("early", 1)), /does not run yet/);
    await group.run(async () => {
      await assert.rejects(
        group.run(() => Promise.resolve()),
        /runs already/,
      );
    });
    assert.throws(() => group.createTask(job("late", 1)), /has finished/);
    await assert.rejects(
      group.run(() => Promise.resolve()),
      /has finished/,
    );
  });
});

test("G9 a group outside of an event loop's task throws", async () => {
  const outside = new TaskGroup().run(() => Promise.resolve());
  await assert.rejects(outside, /inside a task of an event loop/);
});

test("G10 after a failure was handled the owner is not left cancelled", async () => {
  const { clock, loop, crash } = newProgram();
  await loop.runUntilComplete(async () => {
    await failure(
      new TaskGroup().run(async (group) => {
        void group.createTask(crash("boom", 0));
        await clock.sleep(1000);
      }),
    );
    assert.equal(cancelling(), 0);
    await clock.sleep(10);
    assert.equal(clock.now(), 10);
  });
});

test("G10 a cancellation of the body that was not delivered is dropped with the group", async () => {
  const { clock, loop } = newProgram();
  await loop.runUntilComplete(async () => {
    const body = Promise.resolve().then(() =>
      clock.hold(new Promise<void>((r) => setImmediate(r))),
    );
    const error = await failure(
      new TaskGroup().run((group) => {
        void group.createTask(() => Promise.reject(new Error("boom")));
        return body; // waits for something that cannot be cancelled
      }),
    );
    assert.deepEqual([messages(error), cancelling()], [["boom"], 0]);
    await clock.sleep(10);
  });
});

test("G11 a group that fails while its owner is cancelled: the error first, then the cancellation", async () => {
  const { clock, loop, log } = newProgram();
  const owner = loop.createTask(async () => {
    const error = await failure(
      new TaskGroup().run(async (group) => {
        void group.createTask(() =>
          clock.sleep(0).finally(() => Promise.reject(new Error("boom"))),
        );
        await clock.sleep(1000);
      }),
    );
    log.push(`${String(messages(error))}, cancelling ${cancelling() ?? "nobody"}`);
    await clock.sleep(1000);
    log.push("not cancelled");
  });
  await loop.runUntilComplete(async () => {
    await clock.sleep(0);
    owner.cancel();
    assert.ok((await failure(owner)) instanceof CancelledError);
  });
  assert.deepEqual([log, clock.now()], [["boom, cancelling 1"], 0]);
});

test("G11 two groups that both fail: the inner error first, then the outer one", async () => {
  const { clock, loop, log, crash } = newProgram();
  await loop.runUntilComplete(async () => {
    const outerError = await failure(
      new TaskGroup().run(async (outer) => {
        const innerError = await failure(
          new TaskGroup().run(async (inner) => {
            void outer.createTask(crash("outer", 10));
            void inner.createTask(crash("inner", 10));
            await clock.sleep(1000);
          }),
        );
        log.push(`${String(messages(innerError))}, cancelling ${cancelling() ?? "nobody"}`);
        await clock.sleep(1000);
        log.push("not cancelled");
      }),
    );
    log.push(`${String(messages(outerError))}, cancelling ${cancelling() ?? "nobody"}`);
    await clock.sleep(1);
  });
  assert.deepEqual(log, ["inner, cancelling 1", "outer, cancelling 0"]);
  assert.equal(clock.now(), 11);
});

test("G12 a task that was created just before the failure does not escape", async () => {
  const { loop, log, job } = newProgram();
  const late: Task<string>[] = [];
  const main = () =>
    new TaskGroup().run((group) => {
      void group.createTask((): Promise<never> => {
        late.push(group.createTask(job("late", 1000)));
        throw new Error("boom");
      });
    });
  assert.deepEqual(messages(await failure(loop.runUntilComplete(main))), ["boom"]);
  assert.deepEqual([log, late[0]?.state], [["late cancelled at 0"], "cancelled"]);
});

test("a deadlock says which tasks the group waits for", async () => {
  const { loop } = newProgram();
  const main = () =>
    new TaskGroup().run((group) => {
      const deaf = () => new Promise<void>(() => {});
      void group.createTask(deaf, { name: "a" });
      void group.createTask(deaf, { name: "b" });
    });
  await assert.rejects(loop.runUntilComplete(main), (error) => {
    assert.ok(error instanceof DeadlockError);
    assert.match(error.message, /main waits for a, b/);
    return true;
  });
});

test("the trace says that a failing task has woken the others, and the owner its tasks", async () => {
  const { clock, loop, job, crash } = newProgram();
  const bodies = [
    () => clock.sleep(1000),
    () => clock.sleep(5).then(() => Promise.reject(new Error())),
  ];
  const tasks: Task<string>[] = [];
  for (const body of bodies) {
    const main = () =>
      new TaskGroup().run(async (group) => {
        tasks.push(group.createTask(job("sibling", 1000)));
        void group.createTask(crash("boom", 10), { name: "failing" });
        await body();
      });
    await failure(loop.runUntilComplete(main));
  }
  const { records } = loop.trace;
  const wakers = tasks.map(({ id }) =>
    records.flatMap((one) =>
      one.type === "wait-ended" && one.task === id && typeof one.by === "number" ? [one.by] : [],
    ),
  );
  const idsOf = (name: string) =>
    records.flatMap((one) => (one.type === "task-created" && one.name === name ? [one.task] : []));
  assert.deepEqual(wakers, [[idsOf("failing")[0]], [idsOf("main")[1]]]);
});
