import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test, type TestContext } from "node:test";
import { createHighlight } from "../code/highlight.ts";
import { createMarkdown } from "../markdown/markdown.ts";
import { elementsOf } from "../testing/markup.ts";
import { sampleReference } from "../testing/reference.ts";
import { memberId, undocumented, type Entry, type Reference } from "./model.ts";
import { readReference } from "./read-reference.ts";
import { referencePage } from "./reference-page.ts";
import { rememberedReference } from "./remembered-reference.ts";
import { groupsOf } from "./themes.ts";

const projectRoot = resolve(import.meta.dirname, "../../..");

const library = `/** Everything, by theme. */

export { Queue, type QueueOptions } from "./queue.ts";
// Small things
export { double, limit } from "./small.ts";

export * from "./rest.ts";
`;

const queue = `import type { Kept } from "./rest.ts";

export interface QueueOptions {
  /** How many fit. */
  readonly maxSize?: number;
}

/** Waits. */
export class Queue<T> implements Kept {
  readonly kept = true;
  readonly #items: T[] = [];

  /** Throws {@link RangeError}. */
  constructor({ maxSize = Infinity }: QueueOptions = {}) {
    void maxSize;
  }

  /** How many. */
  get size() {
    return this.#items.length;
  }

  /** @internal */
  hidden(): void {}

  /**
   * Adds.
   * @param item what to add
   * @throws RangeError when full
   */
  async put(item: T, how: "first" | "last" | "in the middle" = "last"): Promise<void> {
    void [item, how];
  }
}
`;

const small = `/** Twice as much. */
export function double(value: number): number;
export function double(value: string): string;
export function double(value: unknown): unknown {
  return value;
}
export const limit = 3;
`;

const rest = `/** What is kept. */
export interface Kept {
  readonly kept: boolean;
}
`;

async function smallLibrary(context: TestContext): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "interleave-reference-"));
  context.after(async () => {
    await rm(root, { recursive: true, force: true });
  });
  await mkdir(join(root, "src"));
  const options = { target: "ES2022", strict: true, types: [], allowImportingTsExtensions: true };
  const compilerOptions = { ...options, noEmit: true, module: "ESNext" };
  const files = {
    "index.ts": library,
    "queue.ts": queue,
    "small.ts": small,
    "rest.ts": rest,
    "tsconfig.json": JSON.stringify({ compilerOptions, include: ["."] }),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, "src", name), text);
  return root;
}

const entriesOf = ({ themes }: Reference): readonly Entry[] =>
  themes.flatMap(({ entries }) => entries);

test("every export of src/index.ts has a doc comment", async () => {
  const reference = await rememberedReference(projectRoot);
  assert.ok(reference);
  assert.deepEqual(undocumented(reference), []);
});

test("the reference of src is the same each time, and names no folder of this machine", async () => {
  const [first, second] = [await readReference(projectRoot), await readReference(projectRoot)];
  assert.deepEqual(first, second);
  assert.ok(!JSON.stringify(first).includes(projectRoot));
});

test("exports come with their themes, signatures, comments and members", async (context) => {
  const reference = await readReference(await smallLibrary(context));
  assert.deepEqual(
    reference.themes.map(({ title, entries }) => [title, entries.map(({ name }) => name)]),
    [
      ["The library", ["Queue", "QueueOptions"]],
      ["Small things", ["double", "limit"]],
      ["More", ["Kept"]],
    ],
  );
  const [found, options, double, limit] = entriesOf(reference);
  assert.equal(found?.file, "src/queue.ts");
  assert.deepEqual(
    found.members.map(({ name, signatures, doc }) => [name, signatures[0]?.text, doc.text]),
    [
      [
        "constructor",
        "new Queue<T>({ maxSize = Infinity }: QueueOptions = {})",
        "Throws `RangeError`.",
      ],
      ["kept", "readonly kept: true", ""],
      ["size", "readonly size: number", "How many."],
      [
        "put",
        'put(\n  item: T,\n  how: "first" | "last" | "in the middle" = "last",\n): Promise<void>',
        "Adds.",
      ],
    ],
  );
  const put = found.members.at(-1);
  assert.deepEqual(put?.doc.parameters, [{ name: "item", text: "what to add" }]);
  assert.deepEqual(put.doc.tags, [{ name: "throws", text: "RangeError when full" }]);
  assert.equal(options?.members[0]?.signatures[0]?.text, "readonly maxSize?: number");
  // The implementation behind overloads cannot be called.
  assert.deepEqual(
    double?.signatures.map(({ text }) => text),
    ["function double(value: number): number", "function double(value: string): string"],
  );
  assert.deepEqual([limit?.kind, limit?.signatures[0]?.text], ["constant", "const limit: 3"]);
});

test("an export without a comment does not pass with the comment of the index", async (context) => {
  const reference = await readReference(await smallLibrary(context));
  assert.deepEqual(undocumented(reference), [
    "QueueOptions (src/queue.ts)",
    "limit (src/small.ts)",
  ]);
});

test("what was read is remembered until the library changes; a damaged note is none", async (context) => {
  const root = await smallLibrary(context);
  let reads = 0;
  const read = (): Promise<Reference> => {
    reads += 1;
    return Promise.resolve(sampleReference());
  };
  assert.deepEqual(await rememberedReference(root, read), sampleReference());
  assert.deepEqual(await rememberedReference(root, read), sampleReference());
  assert.equal(reads, 1);
  await writeFile(join(root, "src/queue.test.ts"), "// tests are no part of it");
  await rememberedReference(root, read);
  assert.equal(reads, 1);
  await writeFile(join(root, "src/small.ts"), "export {};");
  await rememberedReference(root, read);
  assert.equal(reads, 2);
  const folder = join(root, ".cache/reference");
  for (const note of await readdir(folder)) await writeFile(join(folder, note), '{"themes":');
  await rememberedReference(root, read);
  assert.equal(reads, 3);
});

test("a folder without a library has no reference", async (context) => {
  const root = await smallLibrary(context);
  await rm(join(root, "src/index.ts"));
  assert.equal(await rememberedReference(root), undefined);
});

test("a group of the index is named by the comment above it; without one it belongs to the one before", () => {
  const index = `/** All. */\n\nexport { a } from "./a.ts";\n\n/** Tools. */\nexport { b } from "./b.ts";\nexport { c } from "./c.ts";\n\nexport { type Q, Queue } from "./q.ts";\n\nexport { d } from "./d.ts";\n`;
  assert.deepEqual(groupsOf(index), [
    { title: "The library", names: ["a"] },
    { title: "Tools", names: ["b", "c", "Q", "Queue", "d"] },
  ]);
});

test("on the page every name has its address, and names in types and texts lead to it", async () => {
  const highlight = await createHighlight();
  const tools = { highlight, markdown: createMarkdown(highlight), links: [] };
  const page = referencePage(sampleReference(), tools);
  const ids = elementsOf(page).flatMap(({ attributes }) => attributes["id"] ?? []);
  for (const id of ["Queue", "Queue.constructor", "Queue.put", "Queue.asyncIterator", "gather"]) {
    assert.ok(ids.includes(id), id);
  }
  assert.match(page, /extends <\/span>.*<a class="code-link" href="#Queue">Queue<\/a>/);
  assert.match(page, /<a href="#Queue.put"><code>put<\/code><\/a> waits for room/);
  assert.match(page, /Inherits <a href="#Queue.put"><code>Queue.put<\/code><\/a>/);
  assert.match(page, /A <a href="#LifoQueue"><code>LifoQueue<\/code><\/a> or two/);
  assert.match(page, /Follows <code>asyncio\.LifoQueue\(\)<\/code>/);
  assert.match(page, />new <\/span><span class="t-function">Queue<\/span>/);
  // Its own name leads nowhere new, and a plain "Queue" may be any word.
  assert.match(page, /Waits as Queue does; a LifoQueue is a Queue\./);
  assert.doesNotMatch(page, /<script>window/);
});

test("the address of a member holds no brackets", () => {
  assert.equal(memberId({ name: "Q" }, { name: "[Symbol.asyncIterator]" }), "Q.asyncIterator");
});
