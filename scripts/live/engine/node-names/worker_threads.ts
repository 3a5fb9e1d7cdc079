/** In the place of Node's: what is sent through such a channel arrives in the poll phase of our event loop. */
import type { EventLoop } from "../kernel/event-loop.ts";

let loop: EventLoop | undefined;

export function postThrough(used: EventLoop): void {
  loop = used;
}

export class MessageChannel {
  #received: (() => void) | undefined;
  readonly port1 = {
    postMessage: (): void => loop?.post(() => this.#received?.()),
    close: (): void => (this.#received = undefined),
  };
  readonly port2 = {
    on: (_event: "message", received: () => void): void => {
      this.#received = received;
    },
    unref: (): void => undefined,
  };
}
