import { code, file, lesson, nested, saying, text } from "../build.ts";
import type { Case } from "../case.ts";

const good = saying("Text.");

const bytes = (...numbers: readonly number[]): Uint8Array => Uint8Array.from(numbers);

/** Bytes, texts and JSON that are hard to read. */
export const encodings: readonly Case[] = [
  {
    name: "an empty file",
    bytes: "",
    refused: /line 1: is not a notebook, its JSON is broken: the text ends too early/,
  },
  { name: "only spaces", bytes: " \n\n ", refused: /its JSON is broken/ },
  { name: "a null", bytes: "null", refused: /must be a JSON object, got null/ },
  { name: "a list", bytes: "[]", refused: /must be a JSON object, got a list/ },
  { name: "half of a notebook", bytes: good.slice(0, 200), refused: /the text ends too early/ },
  { name: "two notebooks", bytes: good + good, refused: /"\{" cannot stand at column \d+/ },
  { name: "a comment", bytes: `// x\n${good}`, refused: /line 1: .*"\/" cannot stand at column 1/ },
  {
    name: "a merge conflict",
    bytes: good.replace("{", "{\n<<<<<<< HEAD\n"),
    refused: /line 2: holds an unresolved merge conflict of git/,
  },
  {
    name: "bytes that are no UTF-8",
    bytes: Buffer.concat([Buffer.from(good), bytes(0xc3, 0x28)]),
    refused: /must be UTF-8, got bytes that are not/,
  },
  {
    name: "a surrogate as bytes",
    bytes: Buffer.concat([Buffer.from('{"x":"'), bytes(0xed, 0xa0, 0x80), Buffer.from('"}')]),
    refused: /must be UTF-8/,
  },
  { name: "UTF-16", bytes: Buffer.from(`\ufeff${good}`, "utf16le"), refused: /must be UTF-8/ },
  {
    name: "a byte order mark",
    bytes: `\ufeff${good}`,
    refused: /must not start with a byte order mark/,
  },
  { name: "a null byte", bytes: `${good}\0`, refused: /"\\u0000" cannot stand at column/ },
  {
    name: "CRLF in the file",
    bytes: JSON.stringify(JSON.parse(good), null, 1).replaceAll("\n", "\r\n"),
    shows: /Text\./,
  },
  {
    name: "CRLF in a text",
    bytes: saying("One.\r\n\r\n## Two\r\n\r\n- three\r\n"),
    shows: /<h2 id="two">[\s\S]*<li>three<\/li>/,
  },
  {
    name: "CRLF in code",
    bytes: lesson(code([], { source: "a;\r\nb;\r\n" })),
    shows: /a;[\s\S]*b;/,
  },
  {
    name: "lone surrogates everywhere",
    bytes: lesson(
      text("## \ud83d\n\n\udc00 text \ud83d"),
      code([{ output_type: "stream", name: "stdout", text: "\ud83dx\udc00" }], {
        source: "'\ud83d'; // \udc00",
      }),
    ),
    shows: /text/,
  },
  {
    name: "nested a hundred thousand deep",
    bytes: file([], { metadata: "X" }).replace('"X"', nested(100_000)),
    refused: /must not be nested deeper than 100 levels/,
  },
  {
    name: "nested deep in a note",
    bytes: lesson(code([], { metadata: { interleave: "X" } })).replace('"X"', nested(20_000)),
    refused: /must not be nested deeper than 100 levels/,
  },
  {
    name: "larger than a notebook can be",
    bytes: file([text("x".repeat(17_000_000))]),
    refused: /must be at most 16 MB, got 18 MB/,
  },
];
