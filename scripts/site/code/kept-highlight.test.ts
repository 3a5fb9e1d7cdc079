import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import type { Html } from "../html.ts";
import { createHighlight } from "./highlight.ts";
import { highlighted, highlightsIn, type KeptHighlights } from "./kept-highlight.ts";

const texts = ["const a = 1;\nawait a;", "type T = `<b>`;"];

async function temporaryRoot(context: TestContext): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "interleave-highlight-"));
  context.after(() => rm(root, { recursive: true, force: true }));
  return root;
}

const shown = async (kept: KeptHighlights): Promise<string[]> =>
  await highlighted(kept, (highlight) => texts.map((text) => String(highlight(text, "ts").join())));

/** What is kept, and nothing more. */
function onlyKept(kept: KeptHighlights): KeptHighlights {
  const put = (): never => assert.fail("nothing is new");
  return {
    get: (source, language): readonly Html[] | undefined => kept.get(source, language),
    put,
  };
}

test("what was highlighted once is the same without a highlighter", async (context) => {
  const kept = await highlightsIn(await temporaryRoot(context));
  const highlight = await createHighlight();
  const fresh = texts.map((text) => String(highlight(text, "ts").join()));
  assert.deepEqual(await shown(kept), fresh);
  assert.deepEqual(await shown(onlyKept(kept)), fresh);
});

test("a language that nobody knows is plain, and needs no highlighter", async (context) => {
  const kept = onlyKept(await highlightsIn(await temporaryRoot(context)));
  const [line] = await highlighted(kept, (highlight) => highlight("a < b", "brainfuck"));
  assert.equal(line?.text, "a &lt; b");
});

test("a damaged entry is made again", async (context) => {
  const root = await temporaryRoot(context);
  const kept = await highlightsIn(root);
  const whole = await shown(kept);
  const folder = join(root, ".cache/highlight");
  for (const name of await readdir(folder)) await writeFile(join(folder, name), "x\n[]");
  assert.deepEqual(await shown(kept), whole);
  assert.deepEqual(await shown(onlyKept(kept)), whole);
});

test("an error of the rendering itself is thrown as it is", async (context) => {
  const kept = await highlightsIn(await temporaryRoot(context));
  const boom = (): never => {
    throw new RangeError("boom");
  };
  await assert.rejects(highlighted(kept, boom), RangeError);
});
