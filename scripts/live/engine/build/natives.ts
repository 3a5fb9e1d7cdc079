import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "esbuild";

const standIns = join(import.meta.dirname, "../kernel/node");
const prelude = `const primordials = require("internal/per_context/primordials");
const { internalBinding } = require("internal/bindings");
`;

/**
 * Lets a bundle require the modules that are built into the Node that runs the build (`internal/util/inspect`, …): what
 * the page prints is what this Node prints, because it is this Node's own code. What they require of Node's native side
 * is in `kernel/node`, under the same names.
 */
export function nodesOwnModules(): Plugin {
  const ours = new Map(readdirSync(standIns).map((file) => [nameOf(file), join(standIns, file)]));
  const sources = sourcesOfNode();
  return {
    name: "nodes-own-modules",
    setup(build) {
      build.onResolve({ filter: /^(internal\/|buffer$|(node:)?path$)/ }, ({ path: asked }) => {
        const path = asked.replace(/^node:/, "");
        const own = ours.get(path);
        if (own !== undefined) return { path: own };
        if (sources[path] !== undefined) return { path, namespace: "node-native" };
        return { errors: [{ text: `this Node has no module ${path}, and none stands in for it` }] };
      });
      build.onLoad({ filter: /.*/, namespace: "node-native" }, ({ path }) => ({
        contents: contentsOf(path, sources[path] ?? ""),
        loader: "js",
        resolveDir: standIns,
      }));
    },
  };
}

/** `internal.util.types.ts` stands in for `internal/util/types`. */
function nameOf(file: string): string {
  return file.replace(/\.[cm]?[jt]s$/, "").replaceAll(".", "/");
}

function contentsOf(path: string, source: string): string {
  if (path !== "internal/per_context/primordials") return prelude + source;
  return `const primordials = {};\n${source}\nmodule.exports = primordials;`;
}

/** Deprecated for programs that would change what they find; there is no other way to read it. */
function sourcesOfNode(): Readonly<Record<string, string>> {
  const quiet = process as unknown as {
    binding: (name: string) => Record<string, string>;
    emitWarning: unknown;
  };
  const warn = quiet.emitWarning;
  quiet.emitWarning = () => undefined;
  try {
    return quiet.binding("natives");
  } finally {
    quiet.emitWarning = warn;
  }
}
