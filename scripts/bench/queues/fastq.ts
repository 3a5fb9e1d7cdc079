import fastq from "fastq";
import { overWorkers } from "./workers.ts";

export const deliver = overWorkers((concurrency, work) => {
  const queue = fastq.promise<unknown, number>((item) => {
    work(item);
    return Promise.resolve();
  }, concurrency);
  return {
    push: (item) => queue.push(item),
    pause: () => void queue.pause(),
    resume: () => void queue.resume(),
  };
});
