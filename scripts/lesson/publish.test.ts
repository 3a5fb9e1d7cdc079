import assert from "node:assert/strict";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { publish } from "./publish.ts";
import { temporaryProject } from "./testing.ts";

const site = (text: string) =>
  new Map([
    ["index.html", text],
    ["assets/a.css", "a"],
    ["course.json", "{}"],
  ]);

test("a new site takes the place of the old one, with nothing left of it", async (context) => {
  const root = await temporaryProject(context, {});
  const before = await readdir(root);
  const out = join(root, "dist");
  await publish(out, new Map([...site("old"), ["gone.html", "x"]]), root);
  await publish(out, site("new"), root);
  assert.deepEqual((await readdir(out)).sort(), ["assets", "course.json", "index.html"]);
  assert.equal(await readFile(join(out, "index.html"), "utf8"), "new");
  assert.deepEqual((await readdir(root)).sort(), [...before, "dist"].sort());
});

test("two that publish at once leave one whole site", async (context) => {
  const root = await temporaryProject(context, {});
  const out = join(root, "dist");
  await publish(out, site("old"), root);
  await Promise.all(
    ["one", "two", "three"].map(async (text) => await publish(out, site(text), root)),
  );
  assert.match(await readFile(join(out, "index.html"), "utf8"), /one|two|three/);
  assert.deepEqual(
    (await readdir(root)).filter((name) => name.startsWith(".dist")),
    [],
  );
});

test("what a killed build left is removed, and a site it had moved away comes back", async (context) => {
  const root = await temporaryProject(context, {});
  const nobody = 2 ** 22 + 1;
  await mkdir(join(root, `.dist.new.${nobody}.x`));
  await mkdir(join(root, `.dist.old.${nobody}.x`));
  await writeFile(join(root, `.dist.old.${nobody}.x`, "course.json"), "{}");
  await assert.rejects(
    publish(join(root, "dist"), new Map([["../x", "out"]]), root),
    /inside the site/,
  );
  assert.deepEqual(await readdir(join(root, "dist")), ["course.json"]);
  assert.deepEqual(
    (await readdir(root)).filter((name) => name.startsWith(".dist")),
    [],
  );
});

test("a folder that holds other files, or the project, is not replaced", async (context) => {
  const root = await temporaryProject(context, {});
  await assert.rejects(publish(join(root, "src"), site("x"), root), /they would be lost/);
  await assert.rejects(publish(root, site("x"), root), /which holds the project/);
  await assert.rejects(publish(join(root, ".."), site("x"), root), /which holds the project/);
  await assert.rejects(publish(join(root, "package.json"), site("x"), root), /must be a folder/);
});
