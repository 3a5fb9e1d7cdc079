import PQueue from "p-queue";
import { overWorkers } from "./workers.ts";

export const deliver = overWorkers((concurrency, work) => {
  const queue = new PQueue({ concurrency });
  return {
    push: (item) => queue.add(() => work(item)),
    pause: () => queue.pause(),
    resume: () => void queue.start(),
  };
});
