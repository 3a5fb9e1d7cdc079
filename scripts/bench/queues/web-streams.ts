import {
  ReadableStream,
  type ReadableStreamDefaultController,
  type ReadableStreamReadResult,
  TransformStream,
} from "node:stream/web";
import type { Workload } from "../workload.ts";
import { type Channel, overChannel } from "./channel.ts";

type Got = ReadableStreamReadResult<number>;

export const deliver = overChannel(
  (workload) => (workload.maxSize === undefined ? unbounded() : bounded(workload)),
  (got: Got) => got.value as number,
);

function unbounded(): Channel<Got> {
  let controller!: ReadableStreamDefaultController<number>;
  const stream = new ReadableStream<number>({ start: (its) => void (controller = its) });
  const reader = stream.getReader();
  return {
    put: (item) => void controller.enqueue(item),
    get: () => reader.read(),
  };
}

/** `ready` is pending while the buffer is full: to wait for it after each write is to wait for room before the next. */
function bounded({ maxSize }: Workload): Channel<Got> {
  const { readable, writable } = new TransformStream<number, number>(
    {},
    { highWaterMark: maxSize },
    { highWaterMark: 0 },
  );
  const [writer, reader] = [writable.getWriter(), readable.getReader()];
  return {
    put: (item) => {
      void writer.write(item);
      return writer.ready;
    },
    get: () => reader.read(),
  };
}
