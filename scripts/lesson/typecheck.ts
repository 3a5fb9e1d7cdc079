import { dirname, join } from "node:path";
import ts from "typescript";
import { LessonError } from "./error.ts";
import { declaredTwice, lineOf, redeclarations } from "./redeclared.ts";
import type { LessonModule } from "./module.ts";

/** Lessons as a program: TypeScript's own, shared by the type-check and the lint. */
export function programOf(modules: readonly LessonModule[], root: string): ts.Program {
  const texts = new Map(modules.map(({ path, text }) => [path, text]));
  const options = lessonOptions(root);
  const disk = ts.createCompilerHost(options, true);
  const host: ts.CompilerHost = {
    ...disk,
    getCurrentDirectory: () => root,
    fileExists: (path) => texts.has(path) || disk.fileExists(path),
    readFile: (path) => texts.get(path) ?? disk.readFile(path),
    getSourceFile: (path, version, ...rest) => {
      const text = texts.get(path);
      if (text === undefined) return disk.getSourceFile(path, version, ...rest);
      return ts.createSourceFile(path, text, version, true);
    },
  };
  return ts.createProgram([...texts.keys()], options, host);
}

/** The project's own options, less what only makes sense for finished modules. */
export function lessonOptions(root: string): ts.CompilerOptions {
  const path = join(root, "tsconfig.json");
  const read = ts.readConfigFile(path, (file) => ts.sys.readFile(file));
  const { options } = ts.convertCompilerOptionsFromJson(
    (read.config as { compilerOptions?: unknown } | undefined)?.compilerOptions ?? {},
    dirname(path),
  );
  // A cell may declare what only its reader, or the learner's answer, will use.
  return { ...options, noUnusedLocals: false, noUnusedParameters: false, noEmit: true };
}

/** What TypeScript has against the lessons, each at its notebook, cell and line. */
export function typeProblems(modules: readonly LessonModule[], program: ts.Program): LessonError[] {
  return modules.flatMap((module) => {
    const file = program.getSourceFile(module.path);
    if (!file) throw new Error(`the program must contain ${module.path}`);
    const syntax = program.getSyntacticDiagnostics(file);
    const found = syntax.length > 0 ? syntax : program.getSemanticDiagnostics(file);
    return [
      ...redeclarations(module, found),
      ...found.filter((one) => !declaredTwice(one)).map((one) => problemAt(module, one)),
    ];
  });
}

function problemAt(module: LessonModule, diagnostic: ts.Diagnostic): LessonError {
  const place = module.placeOf(lineOf(diagnostic));
  const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n    ");
  return new LessonError(place, `type error TS${diagnostic.code}: ${text}`);
}
