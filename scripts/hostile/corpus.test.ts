/** Every notebook of the corpus is rendered safely, or refused with one clear message. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { courseEntry, lessonOf } from "../lesson/course.ts";
import { lessonErrorsOf } from "../lesson/error.ts";
import { readNotebook } from "../lesson/read.ts";
import { withCheckedLinks } from "../site/links/check-links.ts";
import { renderSite } from "../site/site.ts";
import { lesson } from "./build.ts";
import type { Case } from "./case.ts";
import { corpus } from "./corpus/corpus.ts";
import { actingIn, doubleIdsIn } from "./page.ts";

const folder = await mkdtemp(join(tmpdir(), "interleave-corpus-"));
after(async () => {
  await rm(folder, { recursive: true });
});

/** The pages of a site with one notebook, by the way that the build takes: its own and the course map. */
async function pagesOf(bytes: string | Uint8Array): Promise<readonly [own: string, map: string]> {
  const path = join(folder, "01-x.ipynb");
  await writeFile(path, bytes);
  const file = "notebooks/01-x.ipynb";
  const one = lessonOf(file, await readNotebook(path, file));
  const site = await renderSite([one], [courseEntry(one)]);
  const checked = withCheckedLinks(site, [one]);
  return [String(checked.get("01-x.html")), String(checked.get("index.html"))];
}

const harmless = (await pagesOf(lesson())).map(actingIn);

for (const one of corpus) {
  test(`${one.refused ? "refused" : "rendered"}: ${one.name}`, async () => {
    await (one.refused ? isRefused(one, one.refused) : isRendered(one));
  });
}

async function isRefused({ bytes }: Case, rule: RegExp): Promise<void> {
  const [error] = await pagesOf(bytes).then(
    () => [],
    (thrown: unknown) => lessonErrorsOf(thrown),
  );
  const message = error?.message ?? "rendered without complaint";
  assert.match(message, rule);
  assert.match(message, /^notebooks\/01-x\.ipynb[,:] /);
  assert.ok(message.length < 600, `one clear message, got ${message.length} characters`);
  assert.doesNotMatch(message, /[\0-\x08\x0b-\x1f\x7f-\x9f]|\n\s+at /, "no escapes, no stack");
}

async function isRendered({ bytes, shows, hides }: Case): Promise<void> {
  const pages = await pagesOf(bytes);
  for (const [index, each] of pages.entries()) {
    const added = [...actingIn(each)].filter((found) => !harmless[index]?.has(found));
    assert.deepEqual(added, [], "nothing acts that does not on every page");
    assert.deepEqual(doubleIdsIn(each), []);
  }
  const [page] = pages;
  if (shows) assert.match(page, shows);
  if (hides) assert.doesNotMatch(page, hides);
}

test("the names of the corpus are unique: a failure must say which notebook it was", () => {
  const names = corpus.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
});
