import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "esbuild";
import { primordialsModule } from "./primordials.ts";

const standIns = join(import.meta.dirname, "../kernel/node");
const prelude = `const primordials = globalThis;
const { internalBinding } = require("internal/bindings");
`;
/** The names that a module takes of the language stand in the path by which it gets them. */
const language = "internal/per_context/primordials?";
const takenOfLanguage = /^const \{([^{}]*)\} = primordials;/gm;
const required = /^const \{([^{}]*)\} = require\('([^']+)'\);/gm;
const plainExports = /^module\.exports = (\{(?:[\s\w,]|\/\/.*)*\});/m;

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
      build.onResolve(
        { filter: /^(internal\/|buffer$|diagnostics_channel$|(node:)?path$)/ },
        ({ path: asked }) => {
          const path = asked.replace(/^node:/, "");
          const own = ours.get(path);
          if (own !== undefined) return { path: own };
          if (path.startsWith(language) || sources[path] !== undefined)
            return { path, namespace: "node-native" };
          return {
            errors: [{ text: `this Node has no module ${path}, and none stands in for it` }],
          };
        },
      );
      build.onLoad({ filter: /.*/, namespace: "node-native" }, ({ path }) => ({
        contents: path.startsWith(language)
          ? primordialsModule(path.slice(language.length).split(","))
          : contentsOf(sources[path] ?? ""),
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

/**
 * A module that says at once what it gives is made an ES module: of those a bundle keeps what it uses, under short names. The tables of wide
 * letters are in both Nodes, with and without Intl, and never in the page.
 */
function contentsOf(source: string): string {
  const known = source.replaceAll("internalBinding('config').hasIntl", "false");
  const own = known.replace(takenOfLanguage, (_, names: string) => {
    return `const {${names}} = require('${language}${namesIn(names).join(",")}');`;
  });
  if (own.split("module.exports").length !== 2 || !plainExports.test(own)) return prelude + own;
  const asModule = own
    .replace(required, (_, names: string, path: string) => {
      return `import {${names.replaceAll(":", " as ")}} from '${path}';`;
    })
    .replace(plainExports, "export $1;");
  return prelude + asModule;
}

function namesIn(list: string): readonly string[] {
  return list.match(/\w+(?=\s*[,:]|\s*$)/g) ?? [];
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
