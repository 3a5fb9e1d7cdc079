import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { runInThisContext } from "node:vm";
import { compiledModule } from "./shim/compiled-module.js";

/** The TypeScript that runs the cells. */
const ts = createRequire(import.meta.url)("typescript-for-tslab-5.0.4") as {
  transpileModule(source: string, options: unknown): { outputText: string; sourceMapText: string };
};

const library = join(import.meta.dirname, "../../src");

test("modules become what TypeScript's own transpileModule makes of them", () => {
  const compilerOptions = { module: 1, target: 9, esModuleInterop: true, sourceMap: true };
  const verbatim = { ...compilerOptions, verbatimModuleSyntax: true };
  const names = readdirSync(library).filter((name) => /^[^.]+\.ts$/.test(name));
  assert.ok(names.length > 20);
  for (const name of names.slice(0, 20)) {
    const file = join(library, name);
    const { code, map } = compiledModule(ts, file);
    const options = { fileName: file, compilerOptions: verbatim };
    const theirs = ts.transpileModule(readFileSync(file, "utf8"), options);
    assert.equal(code, theirs.outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, ""), name);
    assert.equal(map, theirs.sourceMapText, name);
  }
});

test("a module knows its place", async (context) => {
  const folder = await mkdtemp(join(tmpdir(), "interleave-module-"));
  context.after(async () => await rm(folder, { recursive: true }));
  const file = join(folder, "place.ts");
  await writeFile(file, "export const place: string[] = [import.meta.url, import.meta.dirname];");
  const module = { exports: {} as { place?: readonly string[] } };
  const run: unknown = runInThisContext(
    `(exports, require, __filename, __dirname) => { ${compiledModule(ts, file).code} }`,
  );
  (run as (...given: unknown[]) => void)(module.exports, createRequire(file), file, folder);
  assert.deepEqual(module.exports.place, [pathToFileURL(file).href, folder]);
});
