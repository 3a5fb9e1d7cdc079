/** The commands as an author meets them: what they print, how they end, and what they leave behind. */
import assert from "node:assert/strict";
import { appendFile, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test, type TestContext } from "node:test";
import { FastRoad } from "../kernel/fast/fast-road.ts";
import { buildCourse } from "./build-course.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import type { Progress } from "./progress.ts";
import { publish } from "./publish.ts";
import { fixture, projectRoot, run, temporaryProject } from "./testing.ts";

const silent: Progress = {
  cell: () => undefined,
  ran: () => undefined,
  recalled: () => undefined,
  done: () => undefined,
};

const lastGoodSite = new Map([
  ["index.html", "the last good site"],
  ["course.json", "{}"],
]);

interface BadLesson {
  readonly name: string;
  readonly says: RegExp;
  readonly limits?: Limits;
}

const impatient: Limits = { ...defaultLimits, cellTimeoutMs: 3_000 };

const badLessons: readonly BadLesson[] = [
  { name: "type-error", says: /cell wrong, line 2: [\s\S]*2 \| const count: number = word;/ },
  {
    name: "throwing-cell",
    says: /cell throws, line 3: failed with RangeError: capacity must[\s\S]*3 \| /,
  },
  { name: "hanging-cell", says: /cell hangs, line \d+: did not end within 3 s/, limits: impatient },
  { name: "hanging-await", says: /cell waits: did not end within 3 s/, limits: impatient },
  {
    name: "exiting-cell",
    says: /cell exits, line 1: failed with ProcessExit: process\.exit\(1\) was called/,
  },
  { name: "broken-json", says: /line 17: is not a notebook, its JSON is broken/ },
  { name: "no-cells", says: /the key "cells" is missing/ },
  { name: "wrong-kernel", says: /must be "tslab", got "python3"/ },
  { name: "flood", says: /cell floods(, line \d+)?: wrote more than 2 MB of output/ },
  {
    name: "late-output",
    says: /cell starts-a-timer: (left a timer running when it ended|wrote something after it had ended)/,
  },
  {
    name: "late-at-the-end",
    says: /cell starts-a-timer: (left a timer running when it ended|wrote something after it had ended)/,
  },
  { name: "floating-rejection", says: /cell floats[^]*nobody listens/ },
  { name: "raises-no-error", says: /cell refuses: is tagged raises-error, but did not fail/ },
  {
    name: "raises-other-error",
    says: /cell refuses: must fail with a message that contains "greater than 0"/,
  },
  {
    name: "other-output",
    says: /cell hello: its output differs[\s\S]*expected \| stdout: goodbye/,
  },
];

const road = new FastRoad();
after(() => road.close());

for (const { name, says, limits = defaultLimits } of badLessons) {
  test(`a build refuses ${name} in one paragraph and leaves the last site`, async (context) => {
    const { root, out } = await projectWith(context, name);
    const render = (): never => assert.fail("there is nothing to render");
    const building = buildCourse({ root, out, limits, road, progress: silent, render });
    const problem = await building.then(
      () => "it was built",
      (error: Error) => `${error.message}\n`,
    );
    assertRefusal(problem, says);
    await assertLastSite(root);
  });
}

test("the command says so on stderr, and its exit code is 1", async (context) => {
  const { root } = await projectWith(context, "hanging-cell");
  const { code, stderr } = await run("build", ["--root", root, "--cell-timeout", "3"]);
  assert.equal(code, 1, stderr);
  assertRefusal(stderr, /cell hangs, line \d+: did not end within 3 s/);
  await assertLastSite(root);
});

async function projectWith(context: TestContext, name: string) {
  const root = await temporaryProject(context, { "01-bad.ipynb": await fixture(name) });
  const out = join(root, "dist");
  await publish(out, lastGoodSite, root);
  return { root, out };
}

function assertRefusal(said: string, rule: RegExp): void {
  assert.match(said, /^notebooks\/01-bad\.ipynb[,:]/);
  assert.match(said, rule);
  assert.doesNotMatch(said, /\n\n|\n +at /, "one paragraph, no stack");
}

async function assertLastSite(root: string): Promise<void> {
  assert.equal(await readFile(join(root, "dist/index.html"), "utf8"), "the last good site");
  const beside = (await readdir(root)).filter((entry) => entry.startsWith(".dist"));
  assert.deepEqual(beside, []);
}

test("a good course is built, and built again only as far as it has to be", async (context) => {
  const root = await temporaryProject(context, {
    "01-good.ipynb": await fixture("good"),
    "02-real-time.ipynb": await fixture("real-time"),
  });
  const first = await run("build", ["--root", root]);
  assert.equal(first.code, 0, first.stderr);
  assert.match(first.stdout, /ran 01-good\n[\s\S]*built 2 lessons/);
  const before = await contents(join(root, "dist"));
  const second = await run("build", ["--root", root, "--why"]);
  assert.match(second.stdout, /unchanged 01-good: nothing it depends on has changed\n/);
  const third = await run("build", ["--root", root]);
  assert.match(third.stdout, /^nothing has changed: \S+dist\/ is what a build would write\n$/);
  await appendFile(join(root, "dist/index.html"), "spoilt");
  const fourth = await run("build", ["--root", root]);
  assert.match(
    fourth.stdout,
    /built 2 lessons/,
    "a site that somebody changed is made whole again",
  );
  assert.deepEqual(await contents(join(root, "dist")), before);
  const course = JSON.parse(before.get("course.json") ?? "") as { lessons: { slug: string }[] };
  assert.deepEqual(
    course.lessons.map(({ slug }) => slug),
    ["01-good", "02-real-time"],
  );
});

test("build refuses an unknown lesson, an unknown flag and a bad value, with the right spelling", async (context) => {
  const root = await temporaryProject(context, { "01-good.ipynb": await fixture("good") });
  const says = async (...args: string[]) => {
    const { code, stderr } = await run("build", ["--root", root, ...args]);
    assert.equal(code, 1);
    return stderr;
  };
  assert.match(await says("02"), /no lesson is called 02: the lessons are 01-good/);
  assert.match(await says("--job", "2"), /unknown option '--job'\n\(Did you mean --jobs\?\)/);
  assert.match(await says("--jobs", "0"), /must be a whole number from 1 on, got 0/);
  assert.match(await says("--cell-timeout", "soon"), /must be a number greater than 0, got soon/);
  assert.match(
    await says("--out", join(root, "src")),
    /which holds other files: they would be lost/,
  );
});

test("new makes a lesson that passes check, and refuses an empty or known title", async (context) => {
  const library = join(projectRoot, "src");
  const notebooks = { "01-good.ipynb": await fixture("good") };
  const root = await temporaryProject(context, notebooks, library);
  const made = await run("new", ["--root", root, "A queue of our own"]);
  assert.equal(made.code, 0, made.stderr);
  assert.match(made.stdout, /^made notebooks\/02-a-queue-of-our-own\.ipynb\n/);
  const checked = await run("check", ["--root", root, "2"]);
  assert.equal(checked.code, 0, checked.stderr);
  assert.match(checked.stdout, /checked 1 lesson: no problems\n$/);
  const again = await run("new", ["--root", root, "A queue of our own"]);
  assert.equal(again.code, 1);
  assert.match(
    again.stderr,
    /^the title must be new, notebooks\/02-a-queue-of-our-own\.ipynb is called/,
  );
  assert.match(
    (await run("new", ["--root", root, " "])).stderr,
    /^the title must hold letters or digits/,
  );
});

test("check collects the problems of all lessons, and --write mends what can be accepted", async (context) => {
  const root = await temporaryProject(context, {
    "01-type-error.ipynb": await fixture("type-error"),
    "02-other-output.ipynb": (await fixture("other-output")).replace("\n}", "\n} "),
    "03-throwing.ipynb": await fixture("throwing-cell"),
  });
  const { code, stdout, stderr } = await run("check", ["--root", root]);
  assert.equal(code, 1);
  assert.match(stderr, /01-type-error\.ipynb, cell wrong, line 2: type error TS2322/);
  assert.match(stderr, /01-type-error\.ipynb: must have a cell tagged goal/);
  assert.match(stderr, /02-other-output\.ipynb, cell hello: its output differs/);
  assert.match(stderr, /02-other-output\.ipynb, line \d+: is not in canonical form/);
  assert.match(stderr, /03-throwing\.ipynb, cell throws, line 3: failed with RangeError/);
  assert.match(stdout, /checked 3 lessons: \d+ problems\n$/);
  const written = await run("check", ["--root", root, "--write"]);
  assert.match(written.stdout, /wrote notebooks\/02-other-output\.ipynb\n/);
  assert.doesNotMatch(written.stderr, /output differs|canonical form/);
  assert.match(await readFile(join(root, "notebooks/02-other-output.ipynb"), "utf8"), /"hello\\n"/);
});

async function contents(folder: string): Promise<Map<string, string>> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  const pairs = files.map(async ({ parentPath, name }): Promise<[string, string]> => {
    const path = join(parentPath, name);
    return [path.slice(folder.length + 1), await readFile(path, "latin1")];
  });
  return new Map((await Promise.all(pairs)).sort(([a], [b]) => (a < b ? -1 : 1)));
}
