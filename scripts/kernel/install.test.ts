import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

const SHIM = fileURLToPath(new URL("shim/index.js", import.meta.url));
const SAME = `const real = require("typescript-for-tslab-5.0.4"); console.log(require(${JSON.stringify(SHIM)}) === real)`;

test("a tslab of another version gets the real TypeScript untouched, and one warning", async () => {
  const folder = await mkdtemp(join(tmpdir(), "interleave-tslab-"));
  await mkdir(join(folder, "dist"));
  await writeFile(join(folder, "package.json"), '{ "name": "tslab", "version": "1.1.0" }');
  const script = `console.log(require(${JSON.stringify(SHIM)}).createProgram !== undefined)`;
  await writeFile(join(folder, "dist", "converter.js"), script);
  const { stdout, stderr } = spawnSync(process.execPath, [join(folder, "dist", "converter.js")], {
    encoding: "utf8",
  });
  assert.equal(stdout, "true\n");
  assert.equal(stderr.match(/tslab 1\.1\.0 is not mended, only 1\.0\.22 is/g)?.length, 1);
  await rm(folder, { recursive: true });
});

test("whoever is not tslab gets the real TypeScript", () => {
  const cwd = fileURLToPath(new URL("shim", import.meta.url));
  assert.equal(execFileSync(process.execPath, ["-e", SAME], { cwd, encoding: "utf8" }), "true\n");
});
