import { Queue } from "../../../src/queue.ts";
import { itself, overChannel } from "./channel.ts";

export const deliver = overChannel(({ maxSize = Infinity }) => {
  const queue = new Queue<number>({ maxSize });
  return { put: (item) => queue.put(item), get: () => queue.get() };
}, itself);
