import assert from "node:assert/strict";
import { test } from "node:test";
import { Lock } from "../lock.ts";
import { Semaphore } from "../semaphore.ts";
import {
  type Bank,
  bind,
  mutex,
  type MutexLike,
  type Pair,
  semaphore,
  type SemaphoreLike,
  transfer,
  type Transfer,
} from "./lesson11.ts";
import { accepts, rejects } from "./testing.ts";

type Wake = () => void;
const parked = (waiting: Wake[]) => new Promise<void>((wake) => waiting.push(wake));

/** The lesson's semaphore, with places to go wrong. */
class Permits implements SemaphoreLike, MutexLike {
  readonly waiting: Wake[] = [];
  free: number;
  constructor(permits = 1) {
    this.free = permits;
  }
  async take(): Promise<void> {
    if (this.free > 0) this.free -= 1;
    else await parked(this.waiting);
  }
  give(): void {
    const next = this.next();
    if (next) next();
    else this.free += 1;
  }
  next(): Wake | undefined {
    return this.waiting.shift();
  }
  async run<T>(body: () => Promise<T>): Promise<T> {
    await this.take();
    try {
      return await body();
    } finally {
      this.give();
    }
  }
  withPermit<T>(body: () => Promise<T>): Promise<T> {
    return this.run(body);
  }
}

class ForgetsErrors extends Permits {
  override async run<T>(body: () => Promise<T>): Promise<T> {
    await this.take();
    const result = await body();
    this.give();
    return result;
  }
}
class LastFirst extends Permits {
  override next(): Wake | undefined {
    return this.waiting.pop();
  }
}
/** Wakes and lets look again: who comes in between is faster. */
class Barging extends Permits {
  override async take(): Promise<void> {
    while (this.free === 0) await parked(this.waiting);
    this.free -= 1;
  }
  override give(): void {
    this.free += 1;
    this.next()?.();
  }
}
/** Wakes and does not look again: both are in. */
class NotHandedOver extends Permits {
  override async take(): Promise<void> {
    if (this.free === 0) await parked(this.waiting);
    this.free -= 1;
  }
  override give(): void {
    this.free += 1;
    this.next()?.();
  }
}
class NeverWakes extends Permits {
  override give(): void {
    this.free += 1;
  }
}
class Swallows extends Permits {
  override async run<T>(body: () => Promise<T>): Promise<T> {
    await this.take();
    return await body()
      .catch(() => undefined as T)
      .finally(() => this.give());
  }
}
class DoorOpen extends Permits {
  override async run<T>(body: () => Promise<T>): Promise<T> {
    return await body();
  }
}

test("11.1 accepts the lock of the lesson, that of the library, and a chain of promises", async () => {
  await accepts(mutex, () => new Permits());
  await accepts(mutex, () => {
    const lock = new Lock();
    return { run: (body) => lock.withLock(body) };
  });
  await accepts(mutex, () => {
    let tail: Promise<unknown> = Promise.resolve();
    return {
      run: (body) => {
        const result = tail.then(body);
        tail = result.catch(() => {});
        return result;
      },
    };
  });
});

for (const [Wrong, because] of [
  [ForgetsErrors, /2 callers: caller 2 never gets in, after a body that threw/],
  [LastFirst, /3 callers: caller 3 gets in before caller 2, who came earlier/],
  [Barging, /gets in before caller 2, who came earlier/],
  [NotHandedOver, /gets in while another is inside|gets in before/],
  [NeverWakes, /2 callers: caller 2 never gets in/],
  [Swallows, /caller 1 gets "undefined", and should get "caller 1 fails"/],
  [DoorOpen, /2 callers: caller 2 gets in while another is inside/],
] as const) {
  test(`11.1 and 11.2 reject: ${Wrong.name}`, async () => {
    const verdict = await rejects(mutex, () => new Wrong());
    assert.match(verdict.because, because);
    assert.match(verdict.figure ?? "", /^<svg/);
    await rejects(semaphore, (permits) => new Wrong(permits));
  });
}

test("11.2 accepts the semaphore of the lesson, and that of the library", async () => {
  await accepts(semaphore, (permits) => new Permits(permits));
  await accepts(semaphore, (permits) => {
    const own = new Semaphore(permits);
    return { withPermit: (body) => own.withPermit(body) };
  });
});

test("11.2 rejects one permit for all numbers, and one too many", async () => {
  const one = await rejects(semaphore, () => new Permits());
  assert.match(one.because, /2 permits, 2 callers: somebody waits without need/);
  const more = await rejects(semaphore, (permits) => new Permits(permits + 1));
  assert.match(more.because, /2 callers: caller 2 gets in while another is inside/);
});

const lockedIn =
  (order: (names: Pair) => readonly string[]): Transfer =>
  async (bank, names, amount) => {
    const [first = "", second] = order(names);
    const inner = () => bank.transfer(names, amount);
    await bank.lockOf(first).withLock(async () => {
      if (second === undefined) await inner();
      else await bank.lockOf(second).withLock(inner);
    });
  };

test("11.3 accepts two locks in the order of the names, either way", async () => {
  await accepts(
    transfer,
    lockedIn((names) => [...names].sort()),
  );
  await accepts(
    transfer,
    lockedIn((names) => [...names].sort().reverse()),
  );
});

test("11.3 rejects no lock, and that of one account only", async () => {
  const none = await rejects(transfer, (bank, names, amount) => bank.transfer(names, amount));
  assert.match(none.because, /Ann to Bob at 0 ms, Ann to Cem at 0 ms: an update of Ann's account/);
  assert.match(none.figure ?? "", /figure-broken/);
  for (const of of [0, 1] as const) {
    const verdict = await rejects(
      transfer,
      lockedIn((names) => [names[of]]),
    );
    assert.match(verdict.because, /account is lost/);
  }
});

test("11.3 rejects the payer's lock first, and shows the deadlock", async () => {
  const verdict = await rejects(
    transfer,
    lockedIn((names) => names),
  );
  assert.match(
    verdict.because,
    /^\S+ 11\.3 not yet: (\w+ to \w+ at \d+ ms,? ?){3,4}: a deadlock: .*waits for the lock \w+; /,
  );
  assert.match(verdict.figure ?? "", /^<svg/);
});

test("11.3 rejects one lock for all, one that is given back too early, and half a job", async () => {
  const locks = new WeakMap<Bank, Lock>();
  const wrong: Transfer[] = [
    async (bank, names, amount) => {
      const lock = locks.get(bank) ?? new Lock();
      locks.set(bank, lock);
      await lock.withLock(() => bank.transfer(names, amount));
    },
    async (bank, names, amount) => {
      const [first = "", second = ""] = [...names].sort();
      await bank.lockOf(first).acquire();
      await bank.lockOf(second).acquire();
      bank.lockOf(first).release();
      bank.lockOf(second).release();
      await bank.transfer(names, amount);
    },
    async (bank, names, amount) => {
      void lockedIn((both) => [...both].sort())(bank, names, amount);
      await Promise.resolve();
    },
    async () => {},
    async (bank, [from, to], amount) => {
      await lockedIn((names) => [...names].sort())(bank, [to, from], amount);
    },
  ];
  const said = [];
  for (const one of wrong) said.push((await rejects(transfer, one)).because);
  assert.match(said[0] ?? "", /one waits for the other, without need/);
  assert.match(said[4] ?? "", /Bob has 90, and should have 110/);
});

test("11.4 accepts the id that is read while the job is made", async () => {
  await accepts(bind, (who, job) => {
    const id = who.getStore();
    return () => who.run(id, job);
  });
  await accepts(bind, (who, job) => who.run.bind(who, who.getStore(), job));
});

test("11.4 rejects too late, not at all, too early, a fixed id, and a swallowed error", async () => {
  const late = await rejects(bind, (who, job) => () => who.run(who.getStore(), job));
  assert.match(late.because, /log \[worker\], and should log \[request 1\]/);
  await rejects(bind, (_, job) => job);
  const early = await rejects(bind, (who, job) => {
    who.run(who.getStore(), job);
    return () => {};
  });
  assert.match(early.because, /a job runs while it is made/);
  await rejects(bind, (who, job) => () => who.run("request 1", job));
  const swallowed = await rejects(bind, (who, job) => {
    const id = who.getStore();
    return () => {
      try {
        who.run(id, job);
      } catch {
        // wrong: nobody hears of it
      }
    };
  });
  assert.match(swallowed.because, /does not hear of it/);
});
