import { EventEmitter, on } from "node:events";
import { overChannel } from "./channel.ts";

export const deliver = overChannel(
  () => {
    const emitter = new EventEmitter();
    const events = on(emitter, "item") as AsyncIterator<[number]>;
    return {
      put: (item) => void emitter.emit("item", item),
      get: () => events.next(),
    };
  },
  (got) => (got.value as [number])[0],
);
