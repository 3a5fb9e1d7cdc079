import { Waiter } from "./wait.ts";

/** Waits for room, with its item in hand. */
export class Putter<T> extends Waiter<void> {
  readonly item: T;

  constructor(item: T, resolve: () => void, reject: (error: Error) => void) {
    super(resolve, reject);
    this.item = item;
  }
}
