import assert from "node:assert/strict";
import { test } from "node:test";
import { buildOnChanges, type Build, type Changes } from "./watch.ts";

/** Changes that a test makes, and builds that it ends. */
function watched({ atOnce = false } = {}) {
  const builds: { changed: readonly string[]; signal: AbortSignal; end: () => void }[] = [];
  const ending = new AbortController();
  let change: (path: string) => void = () => assert.fail("nobody listens");
  let isClosed = false;
  const changes: Changes = {
    ready: Promise.resolve(),
    onChange: (changed) => void (change = changed),
    close: () => {
      isClosed = true;
      return Promise.resolve();
    },
  };
  const build: Build = (changed, signal) =>
    new Promise((resolve) => void builds.push({ changed, signal, end: resolve }));
  const done = buildOnChanges({ changes, signal: ending.signal, build, atOnce });
  return {
    builds,
    done,
    change: (path: string) => change(path),
    stop: () => ending.abort(),
    isClosed: () => isClosed,
  };
}

const turn = async (): Promise<void> => await new Promise(setImmediate);

test("every change is built, and the next one after it", async () => {
  const { builds, change, stop, done } = watched();
  await turn();
  assert.equal(builds.length, 0);
  change("src/a.ts");
  assert.deepEqual(builds[0]?.changed, ["src/a.ts"]);
  builds[0].end();
  await turn();
  change("src/b.ts");
  assert.deepEqual(builds[1]?.changed, ["src/b.ts"]);
  builds[1].end();
  stop();
  await done;
  assert.equal(builds.length, 2);
});

test("a change during a build makes it give up, and one more build answers both", async () => {
  const { builds, change, stop, done } = watched();
  change("src/a.ts");
  change("src/b.ts");
  change("src/c.ts");
  assert.equal(builds.length, 1, "never two at once");
  assert.equal(builds[0]?.signal.aborted, true);
  builds[0].end();
  await turn();
  assert.deepEqual([...(builds[1]?.changed ?? [])].sort(), ["src/a.ts", "src/b.ts", "src/c.ts"]);
  assert.ok(builds[1]);
  assert.equal(builds[1].signal.aborted, false);
  builds[1].end();
  await turn();
  stop();
  await done;
  assert.equal(builds.length, 2);
});

test("where there is no site yet, one is built before anything changes", async () => {
  const { builds, stop, done } = watched({ atOnce: true });
  await turn();
  assert.deepEqual(builds[0]?.changed, []);
  builds[0].end();
  stop();
  await done;
});

test("at the end what is being built is given up, and nothing is built any more", async () => {
  const { builds, change, stop, done, isClosed } = watched();
  change("src/a.ts");
  change("src/b.ts");
  stop();
  await turn();
  assert.equal(isClosed(), true);
  assert.equal(builds[0]?.signal.aborted, true);
  builds[0].end();
  await done;
  assert.equal(builds.length, 1);
});

test("a build that rejects ends it, and its reason is known", async () => {
  let change: (path: string) => void = () => undefined;
  const changes: Changes = {
    ready: Promise.resolve(),
    onChange: (changed) => void (change = changed),
    close: () => Promise.resolve(),
  };
  const build = (): Promise<void> => Promise.reject(new Error("boom"));
  const { signal } = new AbortController();
  const done = buildOnChanges({ changes, signal, build, atOnce: false });
  change("src/a.ts");
  await assert.rejects(done, /boom/);
});
