import type { Clock, Timer } from "./clock.ts";

/** A beat at a fixed interval, for as long as nobody holds the thread: what a user interface or a server does between requests. */
export class Heartbeat {
  /** How often it has beaten. */
  beats = 0;
  readonly #clock: Clock;
  readonly #everyMs: number;
  #timer: Timer;

  constructor(clock: Clock, everyMs: number) {
    this.#clock = clock;
    this.#everyMs = everyMs;
    this.#timer = this.#next();
  }

  /** Ends it. */
  stop(): void {
    this.#timer.cancel();
  }

  #next(): Timer {
    const beat = () => {
      this.beats += 1;
      this.#timer = this.#next();
    };
    return this.#clock.callLater(this.#everyMs, beat, { background: true });
  }
}
