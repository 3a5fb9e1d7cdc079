// Clocks
export { type Clock, fixedClock } from "./clock.ts";
// Queues
export { Queue } from "./queue.ts";
// Numbers
export { sum } from "./stats.ts";
