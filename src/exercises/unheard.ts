import { host, type Rejection } from "../host.ts";
import type { SimulatedClock } from "../simulated-clock.ts";

/**
 * A promise that knows whether anybody listens. `await`, `Promise.all` and the like call its `then`,
 * because its constructor is not Promise itself. The platform believes that it is always heard:
 * an answer that does not listen gets a verdict, and does not end the process.
 */
class Watched<T> extends Promise<T> {
  isHeard = false;

  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  constructor(executor: (resolve: (value: T) => void, reject: (error: unknown) => void) => void) {
    super(executor);
    void super.then(undefined, () => {});
  }

  override then<A = T, B = never>(
    onReturn?: ((value: T) => A | PromiseLike<A>) | null,
    onThrow?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.isHeard = true;
    return super.then(onReturn, onThrow);
  }
}

/** Promises that an answer makes out of the watched ones are the platform's: it says which of them go unheard. */
export function onUnhandled(note: (error: unknown) => void): () => void {
  const { process } = host;
  if (process?.on && process.off) {
    process.on("unhandledRejection", note);
    return () => process.off?.("unhandledRejection", note);
  }
  const listener = (event: Rejection) => {
    event.preventDefault();
    note(event.reason);
  };
  host.addEventListener?.("unhandledrejection", listener);
  return () => host.removeEventListener?.("unhandledrejection", listener);
}

/**
 * The promise as an answer gets it. `note` is told its error if nobody has begun to listen by the time the microtasks
 * have run, which is Node's rule.
 */
export function watched<T>(
  promise: Promise<T>,
  clock: Pick<SimulatedClock, "callSoon" | "hold">,
  note: (error: unknown) => void,
): Promise<T> {
  const given = new Watched<T>((resolve, reject) => void promise.then(resolve, reject));
  promise.catch((error: unknown) => {
    clock.callSoon(() => given.isHeard || note(error));
    void clock.hold(wholeTurn());
  });
  return given;
}

/** The platform looks for unheard rejections only when its own loop turns. */
const wholeTurn = (): Promise<void> => new Promise((resolve) => host.setTimeout(resolve, 1));
