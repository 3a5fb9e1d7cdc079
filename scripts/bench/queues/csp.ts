import { channel } from "@thi.ng/csp";
import { overChannel } from "./channel.ts";

/**
 * `write` waits until the item is read, room or not, so `offer` comes first, which needs room only.
 * A channel has a fixed buffer: unbounded means room for everything.
 */
export const deliver = overChannel(
  ({ items, maxSize = items }) => {
    const csp = channel<number>(maxSize);
    return {
      put: (item) => (csp.offer(item) ? undefined : csp.write(item)),
      get: () => csp.read(),
    };
  },
  (item) => item as number,
);
