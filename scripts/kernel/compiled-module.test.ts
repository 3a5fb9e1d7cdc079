import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
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
