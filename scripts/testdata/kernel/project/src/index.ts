export { type Clock, fixedClock } from "./clock.ts";
export { Queue } from "./queue.ts";
