import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import ts from "typescript";
import { filesBelow } from "../../../lesson/files.ts";
import type { CompilerFiles } from "../loaded.ts";
import { inPlaceOf, namesOfCompiler, nodeConstants } from "./names.ts";
import { nodesOwnModules } from "./natives.ts";

/** The file that the first edit loads: the compiler, and the types that it reads. */
export async function compilerScripts(root: string): Promise<string> {
  const [script, files] = await Promise.all([compilerScript(), readByCompiler(root)]);
  const content: CompilerFiles = { script, files };
  return `self.interleaveCompiler=${JSON.stringify(content)}`;
}

export async function compilerScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "../compiler/main.ts")],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
    define: { ...nodeConstants(), __dirname: '"/node_modules/tslab/dist"' },
    plugins: [inPlaceOf(namesOfCompiler), nodesOwnModules()],
  });
  return outputFiles[0]?.text ?? "";
}

export async function readByCompiler(root: string): Promise<Readonly<Record<string, string>>> {
  const exercises = (await filesBelow(root, "src/exercises")).filter(
    (file) => !/(\.test|testing)\.ts$/.test(file),
  );
  const imports = ["../src", "tslab", ...exercises.map((file) => `../${file}`)];
  const program = join(import.meta.dirname, "read-by-compiler.cjs");
  const { stdout } = await promisify(execFile)(process.execPath, [program, root, ...imports], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const read = JSON.parse(stdout) as Record<string, string>;
  const kept = Object.entries(read).map(([path, text]) => [path, withoutComments(path, text)]);
  const tsconfig = await readFile(join(root, "tsconfig.json"), "utf8");
  return { ...(Object.fromEntries(kept) as Record<string, string>), "tsconfig.json": tsconfig };
}

/** What packages say of their types is the greater part of them. What the library says is shown by hovers. */
function withoutComments(path: string, text: string): string {
  if (!path.endsWith(".d.ts") || path.startsWith("node_modules/tslab/")) return text;
  const scanner = ts.createScanner(
    ts.ScriptTarget.Latest,
    false,
    ts.LanguageVariant.Standard,
    text,
  );
  let kept = "";
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan())
    kept += keptOf(kind, scanner.getTokenText());
  return kept.replace(/\n\s+/g, "\n");
}

function keptOf(kind: ts.SyntaxKind, text: string): string {
  if (kind === ts.SyntaxKind.WhitespaceTrivia) return " ";
  const isComment =
    kind === ts.SyntaxKind.SingleLineCommentTrivia || kind === ts.SyntaxKind.MultiLineCommentTrivia;
  return isComment && !text.startsWith("/// <reference") ? "" : text;
}
