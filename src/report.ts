import type { Clock } from "./clock.ts";
import { cyan, white, yellow } from "./colour.ts";
import { host } from "./host.ts";
import { noteItem } from "./trace.ts";

/** What producers make: a square, stamped with the time when it was made. */
export interface Item {
  /** 1 for a producer's first item, 2 for its second … */
  readonly index: number;
  /** The square of the index. */
  readonly value: number;
  /** The clock's time when it was made, in milliseconds. */
  readonly madeAt: number;
}

/** Where log lines go, one by one. */
export type Print = (line: string) => void;

/** For runs of which only the numbers matter. */
export const silent: Print = () => {};

/** Milliseconds as the lecture prints them: "20.00". */
export const seconds = (ms: number): string => (ms / 1000).toFixed(2);

/** Prints the lecture's log lines and keeps the response times. All it asks of its clock is what time it is. In a traced task it also records made and processed items. */
export class Report {
  /** How long each item waited from being made until its processing began, in milliseconds, in the order of processing. */
  readonly responses: number[] = [];
  readonly #clock: Pick<Clock, "now">;
  readonly #print: Print;
  readonly #startedAt: number;

  constructor(clock: Pick<Clock, "now">, print: Print = (line) => host.console.log(line)) {
    this.#clock = clock;
    this.#print = print;
    this.#startedAt = clock.now();
  }

  /** How long ago this report was made, in milliseconds. */
  get total(): number {
    return Math.round((this.#clock.now() - this.#startedAt) * 1000) / 1000;
  }

  started(): void {
    this.#print(white("App started."));
  }

  /** Makes the item with this index, now, and says so. */
  generated(index: number): Item {
    const item = { index, value: index ** 2, madeAt: this.#clock.now() };
    noteItem("made", item);
    this.#print(yellow(` -- generated item ${index}`));
    return item;
  }

  /** Says that the processing of an item begins now. */
  processed(item: Item): void {
    const response = Math.round((this.#clock.now() - item.madeAt) * 1000) / 1000;
    this.responses.push(response);
    noteItem("processed", item);
    this.#print(cyan(` +++ Processed value ${item.value} after ${seconds(response)} sec.`));
  }

  exiting(): void {
    this.#print(white(`App exiting, total time: ${seconds(this.total)} sec.`));
  }
}
