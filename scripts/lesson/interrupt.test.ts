import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { buildCourse } from "./build-course.ts";
import type { Progress } from "./progress.ts";
import { publish } from "./publish.ts";
import { fixture, temporaryProject } from "./testing.ts";

test("a build that is interrupted while a cell hangs ends its kernel and leaves the last site", async (context) => {
  const root = await temporaryProject(context, {
    "01-hangs.ipynb": await fixture("hanging-await"),
  });
  const out = join(root, "dist");
  await publish(out, new Map([["course.json", "the last good site"]]), root);
  const controller = new AbortController();
  const progress: Progress = {
    // The second cell is the one that hangs.
    cell: (_lesson, index) => (index === 1 ? controller.abort(new Error("Ctrl-C")) : undefined),
    ran: () => undefined,
    recalled: () => undefined,
    done: () => undefined,
  };
  const render = () => Promise.resolve(new Map([["index.html", "new"]]));
  const build = buildCourse({ root, out, progress, render, signal: controller.signal });
  await assert.rejects(build, /Ctrl-C/);
  assert.equal(await readFile(join(out, "course.json"), "utf8"), "the last good site");
  assert.deepEqual(
    (await readdir(root)).filter((name) => name.startsWith(".dist")),
    [],
  );
});
