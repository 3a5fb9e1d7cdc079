import assert from "node:assert/strict";
import { test } from "node:test";
import { courseEntry, lessonOf, readCourse, selectLessons } from "./course.ts";
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
  assert.ok(minutes > 6);
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
