import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Plugin } from "esbuild";

const inPlace = join(import.meta.dirname, "../node-names");
const require = createRequire(import.meta.url);

/** Which file of `node-names` comes in the place of a module, by what is imported; undefined: no other does. */
export type InPlace = Readonly<Record<string, string>>;

/** What the kernel and tslab import of Node and of each other, for the worker that runs cells. */
export const namesOfKernel: InPlace = {
  "node:vm": "vm.ts",
  "node:worker_threads": "worker_threads.ts",
  "node:util": "util.ts",
  "node:module": "module.ts",
  "node:assert": "assert.cjs",
  "node:fs": "no-files.ts",
  "node:path": "paths-of-kernel.ts",
  crypto: "crypto.ts",
  "./jupyter": "tslab-jupyter.ts",
  "./util": "tslab-util.ts",
  "@tslab/typescript-for-tslab": "typescript-version.ts",
};

/** What the converter and its TypeScript import of Node, for the worker that compiles. */
export const namesOfCompiler: InPlace = {
  "node:util": "no-inspect.ts",
  "node:module": "source-map.ts",
  "node:assert": "assert.cjs",
  "node:fs": "files.ts",
  semver: "semver.ts",
  "@tslab/typescript-for-tslab": "../compiler/typescript.cjs",
  // TypeScript asks for these where it finds a Node.
  ...Object.fromEntries(
    ["fs", "os", "crypto", "perf_hooks", "inspector", "source-map-support"].map((name) => [
      name,
      "nothing.cjs",
    ]),
  ),
};

/** Gives a bundle our files in the place of modules that a page has not. */
export function inPlaceOf(names: InPlace): Plugin {
  return {
    name: "in-place-of-node",
    setup(build) {
      build.onResolve({ filter: /^(node:|[@\w]|\.\/(jupyter|util)$)/ }, ({ path, importer }) => {
        const isTslabs = /[\\/]tslab[\\/]dist[\\/]/.test(importer);
        if (path.startsWith("./") && !isTslabs) return undefined;
        const file = names[path];
        return file === undefined ? undefined : { path: join(inPlace, file) };
      });
    },
  };
}

/** Constants of the bundles: what is known of this Node. */
export function nodeConstants(): Record<string, string> {
  return {
    // These are read before there is a process in the page.
    "process.version": JSON.stringify(process.version),
    "process.platform": JSON.stringify("linux"),
    nodeVersions: JSON.stringify({ node: process.versions.node, v8: process.versions.v8 }),
    nodeGlobals: JSON.stringify(Object.getOwnPropertyNames(globalThis)),
    tslabVersion: JSON.stringify(versionOf("tslab/package.json")),
    typescriptVersion: JSON.stringify(versionOf("typescript-for-tslab-5.0.4/package.json")),
  };
}

function versionOf(manifest: string): string {
  const { version } = JSON.parse(readFileSync(require.resolve(manifest), "utf8")) as {
    version: string;
  };
  return version;
}
