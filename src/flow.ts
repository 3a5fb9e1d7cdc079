import type { Clock } from "./clock.ts";

/** Something that happened between a stage of a pipeline and the next one. */
export interface FlowStep {
  /** When, in milliseconds. */
  readonly at: number;
  /** The stage that was asked, by its place in the list of stages; its reader is the next one. */
  readonly stage: number;
  /** The reader asks; it gets an item; it is told that this was all; it leaves early. */
  readonly kind: "asks" | "item" | "end" | "leaves";
  /** The item, for "item". */
  readonly item?: string;
}

/** Looks on while items are pulled through a pipeline: who asks whom, and what comes. */
export class Flow {
  /** The stages from the source to the reader. */
  readonly stages: readonly string[];
  /** What happened, in order. */
  readonly steps: FlowStep[] = [];
  readonly #clock: Pick<Clock, "now">;

  constructor(clock: Pick<Clock, "now">, stages: readonly string[]) {
    this.#clock = clock;
    this.stages = stages;
  }

  /** The same stream, watched: what `stage` yields to the one behind it. Throws RangeError for an unknown stage, and for the last: nobody reads from it. */
  watch<T>(stage: string, source: AsyncIterable<T>): AsyncIterable<T> {
    const place = this.stages.indexOf(stage);
    if (place < 0 || place === this.stages.length - 1) {
      throw new RangeError(
        `a stage from which another one reads must be one of ${this.stages.slice(0, -1).join(", ")}, got ${stage}`,
      );
    }
    return { [Symbol.asyncIterator]: () => this.#watched(place, source[Symbol.asyncIterator]()) };
  }

  #watched<T>(stage: number, inner: AsyncIterator<T>): AsyncIterator<T> {
    const note = (step: Omit<FlowStep, "at" | "stage">) =>
      this.steps.push({ at: this.#clock.now(), stage, ...step });
    return {
      next: async () => {
        note({ kind: "asks" });
        const result = await inner.next();
        if (result.done === true) note({ kind: "end" });
        else note({ kind: "item", item: String(result.value) });
        return result;
      },
      return: async () => {
        note({ kind: "leaves" });
        await inner.return?.();
        return { done: true, value: undefined };
      },
    };
  }
}
