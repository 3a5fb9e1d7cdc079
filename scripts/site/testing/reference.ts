import type { Entry, Reference } from "../reference/model.ts";

const noDoc = { text: "", parameters: [], tags: [] };

/** A reference with everything that references have. */
export function sampleReference(): Reference {
  return {
    themes: [
      { title: "Queues", entries: [queue(), stack()] },
      { title: "Words", entries: [gather(), mode()] },
    ],
  };
}

function queue(): Entry {
  return {
    name: "Queue",
    kind: "class",
    file: "src/queue.ts",
    signatures: [{ form: "declaration", text: "class Queue<T> implements AsyncIterable<T>" }],
    doc: {
      ...noDoc,
      text: "A list that can wait: `put` waits for room. See `gather`. Follows `asyncio.LifoQueue()`.",
    },
    inherited: [],
    members: [
      {
        name: "constructor",
        signatures: [{ form: "new", text: "new Queue<T>({ maxSize = Infinity }: Options = {})" }],
        doc: { ...noDoc, text: "Throws RangeError if maxSize is 0." },
      },
      {
        name: "put",
        signatures: [{ form: "member", text: "put(item: T): Promise<void>" }],
        doc: {
          text: "Adds an item.\n\n```ts\nawait queue.put(1);\n```",
          parameters: [{ name: "item", text: "What to add." }],
          tags: [{ name: "throws", text: "QueueFull <script>window.hacked = 1</script>" }],
        },
      },
      {
        name: "[Symbol.asyncIterator]",
        signatures: [{ form: "member", text: "[Symbol.asyncIterator](): AsyncGenerator<T, void>" }],
        doc: noDoc,
      },
    ],
  };
}

function stack(): Entry {
  return {
    name: "LifoQueue",
    kind: "class",
    file: "src/queue-variants.ts",
    signatures: [{ form: "declaration", text: "class LifoQueue<T> extends Queue<T>" }],
    doc: {
      ...noDoc,
      text: "The newest leaves first. Waits as Queue does; a LifoQueue is a Queue.",
    },
    inherited: ["Queue.put", "Elsewhere.then"],
    members: [],
  };
}

function gather(): Entry {
  const text = "function gather<T>(tasks: readonly Queue<T>[]): Promise<T[]>";
  return {
    name: "gather",
    kind: "function",
    file: "src/gather.ts",
    signatures: [
      { form: "declaration", text },
      { form: "declaration", text: "function gather(): Promise<[]>" },
    ],
    doc: { ...noDoc, text: "Waits for all. A `LifoQueue` or two." },
    inherited: [],
    members: [],
  };
}

function mode(): Entry {
  return {
    name: "Mode",
    kind: "type",
    file: "src/gather.ts",
    signatures: [{ form: "declaration", text: 'type Mode = "a" | "b"' }],
    doc: noDoc,
    inherited: [],
    members: [],
  };
}
