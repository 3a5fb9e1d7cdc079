import { Channel } from "async-channel";
import { itself, overChannel } from "./channel.ts";

export const deliver = overChannel(({ maxSize = Infinity }) => {
  const channel = new Channel<number>(maxSize);
  return { put: (item) => channel.push(item), get: () => channel.get() };
}, itself);
