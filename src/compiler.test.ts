import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import type typescript from "typescript";

const folder = fileURLToPath(new URL(".", import.meta.url));

/** The library's own files, without tests. */
const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
  .map((name) => `${folder}${name}`);

test("the library type-checks, strictly, under the TypeScript 5.0.4 that runs the cells", () => {
  const require = createRequire(import.meta.url);
  const ts = require("typescript-for-tslab-5.0.4") as typeof typescript;
  assert.equal(ts.version, "5.0.4");
  const program = ts.createProgram(files, {
    strict: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"], // neither Node nor a browser: src knows no platform
    types: [],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
  });
  const found = ts.getPreEmitDiagnostics(program);
  const host = { getCanonicalFileName: (f: string) => f, getCurrentDirectory: () => folder };
  assert.equal(ts.formatDiagnostics(found, { ...host, getNewLine: () => "\n" }), "");
});
