import assert from "node:assert/strict";
import { test } from "node:test";
import { Queue } from "../queue.ts";
import { joinForAll } from "./lesson3.ts";
import { accepts, rejects } from "./testing.ts";

/** The solution; each wrong answer changes one method of it. */
class Joinable {
  readonly queue = new Queue<number>();
  unfinished = 0;
  joiners: (() => void)[] = [];

  put(ms: number): void {
    this.unfinished += 1;
    this.queue.putNowait(ms);
  }

  get(): Promise<number> {
    return this.queue.get();
  }

  taskDone(): void {
    this.unfinished -= 1;
    if (this.unfinished === 0) for (const joined of this.joiners.splice(0)) joined();
  }

  join(): Promise<void> {
    if (this.unfinished === 0) return Promise.resolve();
    return new Promise((resolve) => this.joiners.push(resolve));
  }
}

test("3.3 accepts a count and a list of those who join, and the queue of the library", async () => {
  await accepts(joinForAll, () => new Joinable());
  await accepts(joinForAll, () => new Queue<number>());
});

test("3.3 accepts joiners that are called again later: a promise delivers once", async () => {
  class Forgetful extends Joinable {
    override taskDone(): void {
      this.unfinished -= 1;
      if (this.unfinished === 0) for (const joined of this.joiners) joined();
    }
  }
  await accepts(joinForAll, () => new Forgetful());
});

test("3.3 rejects a join that returns when the queue is empty, and shows the run", async () => {
  class EmptyIsDone extends Joinable {
    override join(): Promise<void> {
      if (this.queue.empty) return Promise.resolve();
      return super.join();
    }
  }
  const verdict = await rejects(joinForAll, () => new EmptyIsDone());
  assert.match(
    verdict.because,
    /one job: join was called at 0.10 s and returned at 0.10 s, but everything is processed at 0.50 s/,
  );
  assert.match(verdict.figure ?? "", /^<svg/);
});

test("3.3 rejects a join that knows only one who waits", async () => {
  class OneJoiner extends Joinable {
    override join(): Promise<void> {
      if (this.unfinished === 0) return Promise.resolve();
      return new Promise((resolve) => (this.joiners = [resolve]));
    }
  }
  const verdict = await rejects(joinForAll, () => new OneJoiner());
  assert.match(verdict.because, /one job, two who join: .* and never returned/);
});

test("3.3 rejects a join that never returns when there is nothing to do", async () => {
  class NoShortcut extends Joinable {
    override join(): Promise<void> {
      return new Promise((resolve) => this.joiners.push(resolve));
    }
  }
  const verdict = await rejects(joinForAll, () => new NoShortcut());
  assert.match(verdict.because, /no job: join was called at 0.00 s and never returned/);
  assert.match(verdict.figure ?? "", />join</);
});

test("3.3 rejects a join that returns at the first item done", async () => {
  class FirstDone extends Joinable {
    override taskDone(): void {
      this.unfinished -= 1;
      for (const joined of this.joiners.splice(0)) joined();
    }
  }
  const verdict = await rejects(joinForAll, () => new FirstDone());
  assert.match(verdict.because, /two jobs: .* returned at 0.50 s, but .* at 1.00 s/);
});

test("3.3 rejects a count that get brings down", async () => {
  class CountedAtGet extends Joinable {
    override async get(): Promise<number> {
      const ms = await super.get();
      super.taskDone();
      return ms;
    }
    override taskDone(): void {}
  }
  await rejects(joinForAll, () => new CountedAtGet());
});

test("3.3 rejects an answer that throws", async () => {
  class Broken extends Joinable {
    override taskDone(): void {
      throw new Error("not written");
    }
  }
  const verdict = await rejects(joinForAll, () => new Broken());
  assert.match(verdict.because, /your answer threw Error: not written/);
});

test("3.3 rejects a join that looks again and again, instead of hanging", async () => {
  class Polling extends Joinable {
    override async join(): Promise<void> {
      while (this.unfinished > 0) await Promise.resolve();
    }
  }
  const verdict = await rejects(joinForAll, () => new Polling());
  assert.match(verdict.because, /unfinished was looked at 2000 times: that is polling/);
});
