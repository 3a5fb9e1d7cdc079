import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { coreLanes, measureLag, Pool, roots, Thread, watchThreads, withPool } from "./index.ts";

const threads = watchThreads();
afterEach(() => assert.equal(threads.alive, 0, "a test has left threads"));

const limit = { timeout: 120_000 };

/** Holds the thread. */
function hold(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test(
  "a pool does as many jobs at once as it has threads, and gives each caller its own result",
  limit,
  async () => {
    await withPool(2, async (pool) => {
      const asked = [3, 1, 4, 1, 5].map((n) => pool.run("roots", { from: 0, to: n * 1000 }));
      const wanted = [3, 1, 4, 1, 5].map((n) => roots({ from: 0, to: n * 1000 }));
      assert.deepEqual(await Promise.all(asked), wanted);
      assert.equal(pool.peak, 2);
      assert.deepEqual(new Set(pool.spans.map(({ thread }) => thread)), new Set([1, 2]));
    });
  },
);

test(
  "an error goes to the caller, and a thread that dies or is stopped is replaced",
  limit,
  async () => {
    await withPool(1, async (pool) => {
      await assert.rejects(pool.run("fail", "no paper"), { name: "Error", message: "no paper" });
      assert.equal(await pool.run("visit", undefined), 1);
      await assert.rejects(pool.run("crash", 3), { name: "ThreadDied", message: /with code 3/ });

      const stop = new AbortController();
      const hanging = pool.run("hang", undefined, { signal: stop.signal });
      const behind = pool.run("visit", undefined, { signal: stop.signal });
      const other = pool.run("visit", undefined);
      setImmediate(() => stop.abort(new Error("no longer needed")));
      await assert.rejects(hanging, { message: "no longer needed" });
      await assert.rejects(behind, { message: "no longer needed" });
      assert.equal(await other, 1, "in a thread that has counted nothing yet");
      await assert.rejects(pool.run("visit", undefined, { signal: stop.signal }), {
        message: "no longer needed",
      });
    });
  },
);

test("a block that throws ends its threads, whatever they do", limit, async () => {
  let hanging: Promise<never> | undefined;
  const failing = withPool(2, async (pool) => {
    hanging = pool.run("hang", undefined);
    hanging.catch(() => undefined);
    await pool.run("visit", undefined);
    throw new Error("the cell failed");
  });
  await assert.rejects(failing, { message: "the cell failed" });
  assert.equal(threads.alive, 0);
  await assert.rejects(hanging ?? Promise.resolve(), { message: "the cell failed" });
});

test(
  "jobs that the block did not wait for are done before it ends; later ones are refused",
  limit,
  async () => {
    let left: Promise<number> | undefined;
    const pool = await withPool(1, (open) => {
      left = open.run("visit", undefined);
      return open;
    });
    assert.equal(await left, 1);
    await assert.rejects(pool.run("visit", undefined), { name: "QueueShutDown" });
  },
);

test("a pool without threads is refused", () => {
  for (const size of [0, -1, 1.5, NaN]) {
    assert.throws(() => new Pool(size), {
      name: "RangeError",
      message: `a pool has a whole number of threads, from 1, got ${size}`,
    });
  }
});

test("a thread does one task at a time, and none after its end", limit, async () => {
  const thread = new Thread();
  try {
    await thread.ready;
    const first = thread.run("visit", undefined);
    await Promise.resolve(); // it has asked
    await assert.rejects(thread.run("visit", undefined), { name: "RangeError" });
    assert.equal(await first, 1);
  } finally {
    await thread.end();
  }
  await assert.rejects(thread.run("visit", undefined), { name: "ThreadDied" });
});

test("a loop that is held from the first moment on is seen to lag", limit, async () => {
  const { value, tookMs, worstMs, beats } = await measureLag(() => {
    hold(60);
    return "done";
  });
  assert.equal(value, "done");
  assert.ok(tookMs >= 60);
  assert.ok(worstMs >= 45, `only ${worstMs} ms of lag were seen`);
  assert.deepEqual(beats, []);
});

test("what fails while it is measured leaves no timer behind", limit, async () => {
  await assert.rejects(
    measureLag(() => Promise.reject(new Error("no"))),
    { message: "no" },
  );
  assert.ok(!process.getActiveResourcesInfo().includes("Timeout"));
});

const run = { name: "two threads", from: 1000, tookMs: 100, worstMs: 30.4, beats: [5, 10, 50] };

test("core lanes show beats, holds and jobs, and say them in words", () => {
  const spans = [
    { thread: 2, from: 1010, to: 1040 },
    { thread: 1, from: 1000, to: 1050 },
  ];
  const drawn = coreLanes([{ ...run, spans }], { title: "Roots" });
  assert.match(drawn, /aria-label="Roots"/);
  assert.match(
    drawn,
    /two threads, 100 ms: the loop beat 3 times, at worst 30 ms late; thread 1 did 1 job; thread 2 did 1 job\./,
  );
  assert.equal(drawn.match(/<rect /g)?.length, 4, "two holds and two jobs");
  assert.throws(() => coreLanes([], { title: "" }), { name: "RangeError" });
});
