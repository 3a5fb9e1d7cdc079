/** What a reader may expect of every lesson: that it can be read in one sitting, and says nothing a second time. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { courseEntry, readCourse } from "./course.ts";
import { projectRoot } from "./testing.ts";

const { lessons } = await readCourse(projectRoot);
const mostMinutes = 35;

for (const lesson of lessons) {
  test(`lesson ${lesson.number} is read in ${mostMinutes} minutes`, () => {
    const { minutes, words, cells } = courseEntry(lesson);
    assert.ok(minutes <= mostMinutes, `${minutes} minutes: ${words} words, ${cells} cells`);
  });
}

/** So many words in a row are no accident. */
const runLength = 14;

test("no lesson repeats a sentence of another one", () => {
  const saidIn = new Map<string, string>();
  const repeated: string[] = [];
  for (const { slug, notebook } of lessons) {
    const texts = notebook.cells.filter((cell) => cell.cell_type === "markdown");
    for (const { id, source } of texts) {
      const prose = source.replace(/```[\s\S]*?```/g, "");
      for (const run of runsOf(prose.toLowerCase().match(/[\p{L}\p{N}'’]+/gu) ?? [])) {
        const before = saidIn.get(run) ?? `${slug}#${id}`;
        saidIn.set(run, before);
        if (!before.startsWith(`${slug}#`)) repeated.push(`${before} and ${slug}#${id}: ${run}`);
      }
    }
  }
  assert.deepEqual(repeated, []);
});

function* runsOf(words: readonly string[]): Generator<string> {
  for (let i = 0; i + runLength <= words.length; i += 1) {
    yield words.slice(i, i + runLength).join(" ");
  }
}
