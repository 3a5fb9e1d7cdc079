import { queue as asyncQueue } from "async";
import { overWorkers } from "./workers.ts";

export const deliver = overWorkers((concurrency, work) => {
  const queue = asyncQueue<number>((item, done) => {
    work(item);
    done();
  }, concurrency);
  return {
    push: (item) => queue.push<unknown>(item),
    pause: () => queue.pause(),
    resume: () => queue.resume(),
  };
});
