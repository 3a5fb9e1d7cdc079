import { code, displaying, file, lesson, printing, saying, text, type Json } from "../build.ts";
import type { Case } from "../case.ts";

const good = saying("Text.");

/** The lesson with the code cell's fields changed. */
const withCell = (more: Json): string => lesson(code([], more));

/** Notebooks with a cell that is not as the format says. */
export const cells: readonly Case[] = [
  {
    name: "id missing",
    bytes: withCell({ id: undefined }),
    refused: /the 2\. cell \(code\) must have an id/,
  },
  {
    name: "id null",
    bytes: withCell({ id: null }),
    refused: /the 2\. cell \(code\) must have an id/,
  },
  {
    name: "id a number",
    bytes: withCell({ id: 7 }),
    refused: /the 2\. cell \(code\) must have an id/,
  },
  {
    name: "id with markup",
    bytes: withCell({ id: '"><script>' }),
    refused: /cell "><script>: breaks the nbformat 4\.5 schema: id must match pattern/,
  },
  {
    name: "id empty",
    bytes: withCell({ id: "" }),
    refused: /id must NOT have fewer than 1 characters/,
  },
  {
    name: "id twice",
    bytes: lesson(code([], { id: "title" })),
    refused: /cell title: cell ids must be unique, got this one for the cells 1 and 2/,
  },
  {
    name: "one id ten thousand times",
    bytes: file(Array.from({ length: 10_000 }, () => text(""))),
    refused: /the cells 1 and 2 and .* and 10 and 9990 more of the file/,
  },
  {
    name: "a raw cell",
    bytes: withCell({ cell_type: "raw" }),
    refused: /cell code: must be a markdown or a code cell, got raw/,
  },
  {
    name: "a kind of cell that cannot be printed",
    bytes: withCell({ cell_type: { toString: 1 } }),
    refused: /cell code: must be a markdown or a code cell, got \{"toString":1\}/,
  },
  {
    name: "source null",
    bytes: withCell({ source: null }),
    refused: /cell code: .*source must be/,
  },
  {
    name: "source with numbers",
    bytes: withCell({ source: ["a", 1] }),
    refused: /cell code: .*source/,
  },
  {
    name: "source missing",
    bytes: withCell({ source: undefined }),
    refused: /must have required property 'source'/,
  },
  {
    name: "metadata a list",
    bytes: withCell({ metadata: [] }),
    refused: /metadata must be object/,
  },
  {
    name: "tags a text",
    bytes: withCell({ metadata: { tags: "x" } }),
    refused: /metadata\.tags must be array/,
  },
  {
    name: "notes null",
    bytes: withCell({ metadata: { interleave: null } }),
    refused: /metadata\.interleave must be an object, got null/,
  },
  {
    name: "an exercise that cannot be printed",
    bytes: withCell({ metadata: { interleave: { exercise: { toString: 1 } } } }),
    refused: /metadata\.interleave\.exercise must be a text, got \{"toString":1\}/,
  },
  {
    name: "a difficulty without bounds",
    bytes: withCell({ metadata: { interleave: { difficulty: 1e9 } } }),
    refused: /metadata\.interleave\.difficulty must be 1, 2 or 3, got 1000000000/,
  },
  { name: "outputs an object", bytes: withCell({ outputs: {} }), refused: /outputs must be array/ },
  { name: "an output null", bytes: withCell({ outputs: [null] }), refused: /cell code: .*outputs/ },
  {
    name: "an output of no known type",
    bytes: withCell({ outputs: [{ output_type: "pyout", text: "" }] }),
    refused: /an output has the unknown type "pyout"/,
  },
  {
    name: "a stream of another name",
    bytes: withCell({ outputs: [{ output_type: "stream", name: "stdin", text: "x" }] }),
    shows: /stdin/,
  },
  { name: "a text that is a number", bytes: printing(5), refused: /cell code: .*text must be/ },
  {
    name: "a picture that is a number",
    bytes: displaying({ "image/png": 5 }),
    refused: /cell code: .*image~1png must be/,
  },
  {
    name: "a traceback of objects",
    bytes: lesson(code([{ output_type: "error", ename: "E", evalue: "v", traceback: [{}] }])),
    refused: /traceback\.0 must be string/,
  },
  {
    name: "a key nobody knows",
    bytes: withCell({ [`x${"y".repeat(1000)}`]: 1 }),
    refused: /must NOT have additional properties \(xy{100,180}$/m,
  },
  {
    name: "keys that are JavaScript's own",
    bytes: good.replace(
      '"metadata":{}',
      '"metadata":{"__proto__":{"tags":5},"constructor":1,"toString":2}',
    ),
    shows: /Text\./,
  },
];
