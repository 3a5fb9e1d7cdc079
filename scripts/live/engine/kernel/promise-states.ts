import { keptReaction } from "./carrying.ts";

/**
 * Whether a promise is settled can be asked for, but the answer comes a microtask later; Node knows at once. So what prints
 * a promise says "pending", and is printed again with the answer, before anything else is.
 */
export type PromiseState =
  | { readonly state: "pending" }
  | { readonly state: "fulfilled" | "rejected"; readonly value: unknown };

const pending: PromiseState = { state: "pending" };
const settled = new WeakMap<Promise<unknown>, PromiseState>();
const { then } = Promise.prototype;
let asked: Promise<unknown>[] | undefined;

/** The state as far as it is known; whoever collects is told that it was asked for. */
export function peeked(promise: Promise<unknown>): PromiseState {
  const known = settled.get(promise);
  if (known === undefined) asked?.push(promise);
  return known ?? pending;
}

/** Runs what prints; gives its text and the promises whose state was only a guess. */
export function collecting<T>(print: () => T): readonly [T, readonly Promise<unknown>[]] {
  const outer = asked;
  const own: Promise<unknown>[] = [];
  asked = own;
  try {
    return [print(), own];
  } finally {
    asked = outer;
  }
}

/**
 * Learns the states that promises have now. To ask is to listen, which would hide a rejection that nobody else hears:
 * `unheard` is called for those, once the turn is over.
 */
export async function learn(
  promises: readonly Promise<unknown>[],
  unheard: (promise: Promise<unknown>, reason: unknown) => void,
  turnEnds: () => Promise<void>,
): Promise<boolean> {
  const answers = promises.map((promise) => stateNow(promise, unheard, turnEnds));
  const states = await Promise.all(answers);
  return states.some(({ state }) => state !== "pending");
}

async function stateNow(
  promise: Promise<unknown>,
  unheard: (promise: Promise<unknown>, reason: unknown) => void,
  turnEnds: () => Promise<void>,
): Promise<PromiseState> {
  const isHeard = watchForListeners(promise);
  const state = await new Promise<PromiseState>((answer) => {
    // The reactions of a settled promise are queued at once, before that of the second.
    const fulfilled = (value: unknown): void => answer({ state: "fulfilled", value });
    const rejected = (value: unknown): void => answer({ state: "rejected", value });
    listen(promise, fulfilled, rejected);
    listen(Promise.resolve(), () => answer(pending));
  });
  const tell = (reason: unknown): void => {
    void turnEnds().then(() => {
      if (!isHeard()) unheard(promise, reason);
    });
  };
  // It is heard by us from now on; so a rejection that comes later must be told by us, too.
  if (state.state === "pending") listen(promise, undefined, tell);
  else settled.set(promise, state);
  if (state.state === "rejected") tell(state.value);
  return state;
}

let isOurs = false;

/** To listen reads a promise's constructor, as an await does: ours is none. */
function listen(promise: Promise<unknown>, ...reactions: unknown[]): void {
  isOurs = true;
  try {
    void Reflect.apply(then, promise, reactions as [never, never]);
  } finally {
    isOurs = false;
  }
}

/** Promises that somebody listens to by `then`, as `catch` and `Promise.all` do, too. */
const listenedTo = new WeakSet<object>();

/** To be called before any cell runs. */
export function noteListeners(): void {
  Promise.prototype.then = {
    then(this: Promise<unknown>, ...reactions: [never, never]): Promise<unknown> {
      listenedTo.add(this);
      return Reflect.apply(then, this, reactions.map(keptReaction) as [never, never]);
    },
  }.then as typeof then;
  Reflect.defineProperty(Promise.prototype, "then", { enumerable: false });
}

/** Whoever awaits a promise does not call its `then`, but reads its constructor. */
function watchForListeners(promise: Promise<unknown>): () => boolean {
  let isAwaited = false;
  const constructor: unknown = promise.constructor;
  const isOwn = Object.prototype.hasOwnProperty.call(promise, "constructor");
  if (isOwn || !Object.isExtensible(promise)) return () => true;
  const get = (): unknown => {
    isAwaited ||= !isOurs;
    return constructor;
  };
  Reflect.defineProperty(promise, "constructor", { get, configurable: true, enumerable: false });
  return () => {
    Reflect.deleteProperty(promise, "constructor");
    return isAwaited || listenedTo.has(promise);
  };
}
