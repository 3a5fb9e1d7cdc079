import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import ts from "typescript";
import { filesBelow } from "../../../lesson/files.ts";
import type { CompilerFiles } from "../loaded.ts";
import type { Keep } from "../../../site/keep/keep.ts";
import { namesOfCompiler } from "./names.ts";
import { leanly, nameOfTypeScript } from "./typescript-script.ts";
import { filesOfWorker, workerScript, type Own } from "./worker-script.ts";

/** The file that the first edit loads: the compiler, and the types that it reads. */
export async function compilerScripts(root: string, keep: Keep): Promise<string> {
  const [script, files] = await Promise.all([compilerScript(keep), readByCompiler(root)]);
  const content: CompilerFiles = { script, files };
  return `self.interleaveCompiler=${JSON.stringify(content)}`;
}

/** Comes later, and is handed the same TypeScript. */
const instrument = join(import.meta.dirname, "../../instrument");

async function compilerScript(keep: Keep): Promise<string> {
  const define = { __dirname: '"/node_modules/tslab/dist"' };
  const own: Own = { entry: "compiler/main.ts", names: namesOfCompiler, define };
  const bundled = await filesOfWorker({ ...own, external: [nameOfTypeScript] });
  const files = [
    ...bundled,
    ...(await filesBelow(instrument, ".")).map((file) => join(instrument, file)),
  ];
  const texts = await Promise.all(files.map(async (file) => await readFile(file, "utf8")));
  return await workerScript({ ...own, plugins: [leanly(texts, keep)] });
}

async function readByCompiler(root: string): Promise<Readonly<Record<string, string>>> {
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
