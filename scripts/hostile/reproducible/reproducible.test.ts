/**
 * Two clones of the project in different folders, at different ends of the world, with different numbers of jobs, and
 * from the cache or not: the same bytes. Costs two cold builds of three lessons.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { buildIn, cloneOf, filesIn } from "./clone.ts";

const lessons = ["01-all-the-making-then-all-the-using.ipynb"];
const fixtures = ["good", "real-time"];

test("the site is the same, to the byte, wherever, whenever and however it is built", async (context) => {
  const here = await cloneOf(context, "a", { lessons, fixtures });
  const there = await cloneOf(context, "another folder, à côté/of a clone", { lessons, fixtures });
  await buildIn(here, ["--no-cache", "--jobs", "1"], { TZ: "Pacific/Kiritimati", LC_ALL: "C" });
  const first = await filesIn(here);
  assert.ok(first.size > 10, `got ${[...first.keys()].join(", ")}`);

  await buildIn(there, ["--jobs", "2"], { TZ: "America/St_Johns", LC_ALL: "tr_TR.UTF-8" });
  assert.deepEqual(
    differences(first, await filesIn(there)),
    [],
    "another clone, time zone, locale",
  );

  // With --why, since a build of what has not changed at all would not even look.
  const said = await buildIn(there, ["--why"], { TZ: "Asia/Kathmandu", LC_ALL: "ar_EG.UTF-8" });
  assert.match(said, /unchanged 02-good/, "nothing ran again");
  assert.deepEqual(differences(first, await filesIn(there)), [], "from the cache");
});

/** The files that are not the same, with where they part. */
function differences(
  one: ReadonlyMap<string, string>,
  other: ReadonlyMap<string, string>,
): readonly string[] {
  return [...new Set([...one.keys(), ...other.keys()])].flatMap((name) => {
    const [a, b] = [one.get(name), other.get(name)];
    if (a === b) return [];
    if (a === undefined || b === undefined) return [`${name} is in one of them`];
    let at = 0;
    while (a[at] === b[at]) at += 1;
    const near = (text: string): string =>
      JSON.stringify(text.slice(Math.max(0, at - 40), at + 40));
    return [`${name} differs at ${at}: ${near(a)} and ${near(b)}`];
  });
}
