import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { courseEntry, isPage, lessonOf, readCourse, selectLessons } from "./course.ts";
import { moduleOf } from "./module.ts";
import { ruleProblems } from "./rules.ts";
import { code, lesson, notebook, temporaryProject, text } from "./testing.ts";
import { writeNotebook } from "./write.ts";

const titled = (title: string) => writeNotebook(notebook(text("title", `# ${title}\n\nAbout it.`)));

test("lessons come in the order of their numbers", async (context) => {
  const root = await temporaryProject(context, {
    "02-second.ipynb": titled("Second"),
    "01-first-of-all.ipynb": titled("First"),
  });
  const { lessons, problems } = await readCourse(root);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    lessons.map(({ number, slug, title, summary }) => [number, slug, title, summary]),
    [
      [1, "01-first-of-all", "First", "About it."],
      [2, "02-second", "Second", "About it."],
    ],
  );
});

test("a wrong name, a number twice and a missing heading are all reported", async (context) => {
  const root = await temporaryProject(context, {
    "Lesson 1.ipynb": titled("A"),
    "01-a.ipynb": titled("A"),
    "01-b.ipynb": titled("B"),
    "02-c.ipynb": writeNotebook(notebook(text("a", "no heading"))),
  });
  const { lessons, problems } = await readCourse(root);
  assert.equal(lessons.length, 2);
  assert.deepEqual(
    problems.map(({ message }) => message.slice(0, 52)),
    [
      "notebooks/Lesson 1.ipynb: must be called NN-kebab-ti",
      "notebooks/01-b.ipynb: has the number of notebooks/01",
      "notebooks/02-c.ipynb: must have a heading: its title",
    ],
  );
});

test("a page beside the lessons is read, named and checked as they are, and is none of them", async (context) => {
  const root = await temporaryProject(context, { "01-first.ipynb": titled("First") });
  assert.deepEqual((await readCourse(root)).pages, []);
  const page = notebook(
    text("title", "# The map\n\nOf all."),
    code("a", "1;", { tags: ["unknown"] }),
  );
  await mkdir(join(root, "scripts/site/asyncio"), { recursive: true });
  await writeFile(join(root, "scripts/site/asyncio/asyncio.ipynb"), writeNotebook(page));

  const { lessons, pages, problems } = await readCourse(root);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    [...lessons, ...pages].map((one) => [one.number, one.slug, isPage(one)]),
    [
      [1, "01-first", false],
      [0, "asyncio", true],
    ],
  );
  assert.deepEqual(selectLessons([...lessons, ...pages], ["asyncio"]), pages);
  // No goal, no prediction, no recall are asked of it; its cells keep the rules for cells.
  assert.deepEqual(
    pages.flatMap(ruleProblems).map(({ place }) => place.cellId),
    ["a"],
  );
  // Its imports resolve from where it lies.
  const [module] = pages.map((one) => moduleOf(one, root));
  assert.equal(module?.path, join(root, "scripts/site/asyncio/asyncio.ts"));
});

test("title and summary are plain text, whatever marks they carry", () => {
  const cell = text(
    "t",
    "Intro.\n\n# The *whole* `Queue`\n\nA [link](x), **bold**\nand more.\n\nSecond.",
  );
  const { title, summary } = lessonOf("notebooks/01-a.ipynb", notebook(cell));
  assert.deepEqual([title, summary], ["The whole Queue", "A link, bold and more."]);
});

test("course.json knows cells, exercises and what cannot run in a page", () => {
  const entry = courseEntry(
    lesson(
      code("a", "1;", { tags: ["node-only"] }),
      code("b", "2;", { tags: ["exercise"], interleave: { exercise: "1.1" } }),
    ),
  );
  const { words, cells, exercises, nodeOnly, minutes } = entry;
  assert.deepEqual(
    { words, cells, exercises, nodeOnly },
    {
      words: 3,
      cells: 2,
      exercises: ["1.1"],
      nodeOnly: ["a"],
    },
  );
  assert.equal(minutes, 1); // the cell that is an exercise is done, not read
});

test("a lesson is named by number, name or path; an unknown name lists the known ones", () => {
  const one = lesson(code("a", "1;"));
  for (const name of ["1", "01", "01-test", "01-test.ipynb", "notebooks/01-test.ipynb"]) {
    assert.deepEqual(selectLessons([one], [name]), [one], name);
  }
  assert.throws(
    () => selectLessons([one], ["02"]),
    /no lesson is called 02: the lessons are 01-test/,
  );
});
