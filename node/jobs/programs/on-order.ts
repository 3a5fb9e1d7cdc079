import { endWithParent } from "../../processes/end-with-parent.ts";
import type { CrewEvent } from "../crew-messages.ts";

/** Tells the process that started this one. Once that is gone nobody is told. */
export const report = (event: CrewEvent): void => void (process.connected && process.send?.(event));

/** In a program of the crew: does what the first message orders, reports what goes wrong, and ends with who started it. */
export function onOrder<Order>(work: (order: Order) => Promise<void>): void {
  endWithParent();
  process.once("message", (order: Order) => {
    work(order).catch((error: unknown) => {
      report({ what: "trouble", why: error instanceof Error ? error.message : String(error) });
    });
  });
}
