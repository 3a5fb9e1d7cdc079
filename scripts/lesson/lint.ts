import { Linter } from "eslint";
import type ts from "typescript";
import tseslint from "typescript-eslint";
import { asyncRules } from "../../eslint.config.js";
import { LessonError } from "./error.ts";
import type { LessonModule } from "./module.ts";

/** For cells: the mistakes this course is about, and those that make a cell hard to read. */
const cellRules: Linter.RulesRecord = {
  ...asyncRules,
  "@typescript-eslint/switch-exhaustiveness-check": "error",
  "@typescript-eslint/no-explicit-any": "error",
  "@typescript-eslint/only-throw-error": "error",
  "@typescript-eslint/prefer-promise-reject-errors": "error",
  "@typescript-eslint/no-for-in-array": "error",
  eqeqeq: "error",
  "no-var": "error",
  "prefer-const": "error",
};

/** What the linter has against the lessons, each at its notebook, cell and line. */
export function lintProblems(
  modules: readonly LessonModule[],
  program: ts.Program,
  root: string,
): LessonError[] {
  const linter = new Linter({ configType: "flat", cwd: root });
  const config: Linter.Config = {
    files: ["**/*.ts"],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { programs: [program], tsconfigRootDir: root },
    },
    plugins: { "@typescript-eslint": tseslint.plugin },
    rules: cellRules,
  };
  return modules.flatMap((module) =>
    linter
      .verify(module.text, config, { filename: module.path })
      // A mistake of syntax has been reported by the type-check.
      .filter(({ fatal }) => fatal !== true)
      .map((message) => lintProblem(module, message)),
  );
}

function lintProblem(
  module: LessonModule,
  { line, message, ruleId }: Linter.LintMessage,
): LessonError {
  return new LessonError(module.placeOf(line), `${message} (${ruleId ?? "eslint"})`);
}
