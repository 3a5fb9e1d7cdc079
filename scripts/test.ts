/** `npm test`: everything, cheapest first, stopping at the first stage that fails. */
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { $, which } from "zx";
import { codeFolders } from "./lesson/course-code.ts";
import { filesBelow } from "./lesson/files.ts";
import { command, perform } from "./lesson/command.ts";
import { Refused } from "./lesson/error.ts";

interface Stage {
  readonly name: string;
  readonly run: readonly string[];
}

/**
 * A file whose process does not end would hold up all that follow: better a red test than a run without an end.
 * Three times what the longest takes, a Jupyter client on all lessons: machines differ, and others use them too.
 */
const FILE_TIMEOUT_MS = 15 * 60_000;

interface Flags {
  readonly root: string;
}

await command(
  "test",
  "Format, lint, types, lessons and all tests, stopping at the first that fails.",
)
  .argument("[pattern]", "run only the tests whose path contains this, and nothing else")
  .action(async (pattern: string | undefined, { root }: Flags) => {
    await perform(async () => {
      sayWhatIsMissing();
      sayWhichEngine();
      const tests = await testFiles(root, pattern ?? "");
      const all =
        pattern === undefined
          ? [...stagesBefore(root), ...testStages(tests, root)]
          : [testStage("tests", tests)];
      for (const stage of all) await inStage(stage, root);
    });
  })
  .parseAsync();

function stagesBefore(root: string): Stage[] {
  const bin = (name: string): string => join(root, "node_modules", ".bin", name);
  const projects = [
    ".",
    "src",
    "scripts/live",
    "scripts/site/theme",
    "scripts/site/browser",
    "scripts/site/worker",
  ].filter((folder) => existsSync(join(root, folder, "tsconfig.json")));
  return [
    { name: "format", run: [bin("prettier"), "--check", "--log-level", "warn", "."] },
    { name: "lint", run: [bin("eslint"), "."] },
    ...projects.map((folder) => ({
      name: `types of ${folder === "." ? "the project" : folder}`,
      run: [bin("tsc"), "--noEmit", "-p", folder],
    })),
    { name: "lessons", run: [process.execPath, "--import", "tsx", "scripts/check.ts"] },
  ];
}

/** The library's tests must also run nearly every line of it; the commands' tests come last, with their summary. */
function testStages(tests: readonly string[], root: string): Stage[] {
  const library = tests.filter((file) => file.startsWith("src/"));
  const { name, run } = testStage("tests of the library", library, availableParallelism());
  const least = ["--check-coverage", "--lines", "98", "--branches", "95"];
  const files = ["--include", "src/**/*.ts", "--exclude", "**/*.test.ts"];
  const kept = ["--temp-directory", join(root, ".cache", "coverage"), "--reporter", "text-summary"];
  const c8 = [join(root, "node_modules", ".bin", "c8"), ...files, ...kept, ...least];
  const others = tests.filter((file) => !library.includes(file));
  return [
    { name: `${name}, with coverage`, run: [...c8, ...run] },
    // They mostly wait for other processes: three files at once then, even on two cores.
    testStage("tests of the commands", others, Math.max(3, availableParallelism() - 1)),
  ];
}

function testStage(name: string, files: readonly string[], atOnce?: number): Stage {
  const limits = [`--test-timeout=${FILE_TIMEOUT_MS}`];
  if (atOnce !== undefined) limits.push(`--test-concurrency=${atOnce}`);
  const node = [process.execPath, "--import", "tsx", "--test", "--test-reporter=spec", ...limits];
  return { name: `${name} (${files.length} files)`, run: [...node, ...files] };
}

async function testFiles(root: string, pattern: string): Promise<string[]> {
  const folders = [...codeFolders, "scripts"].map((folder) => filesBelow(root, folder));
  const tests = (await Promise.all(folders))
    .flat()
    .filter((file) => file.endsWith(".test.ts") && !file.includes("testdata/"));
  const chosen = tests.filter((file) => file.includes(pattern));
  if (chosen.length > 0) return chosen;
  throw new Refused(`no test file has ${JSON.stringify(pattern)} in its path`);
}

async function inStage({ name, run }: Stage, root: string): Promise<void> {
  console.log(`\n── ${name}`);
  const [program = "", ...args] = run;
  const { exitCode } = await $({ cwd: root, stdio: "inherit", nothrow: true })`${program} ${args}`;
  if (exitCode !== 0) throw new Refused(`\nnpm test stopped: ${name} failed`);
}

/** Some tests need a program that npm cannot bring. They skip themselves; here the reader learns how to have them run. */
function sayWhatIsMissing(): void {
  const optional = [["chromium"], ["firefox-esr", "firefox"], ["jupyter-nbconvert"]] as const;
  for (const programs of optional) {
    if (programs.some((program) => which.sync(program, { nothrow: true }))) continue;
    const [debian] = programs;
    console.log(
      `${debian} is not installed: its tests are skipped (sudo apt-get install ${debian})`,
    );
  }
}

/** Lesson 15's tests run on one engine or the other: nothing is skipped, and it is said which. */
function sayWhichEngine(): void {
  console.log(
    process.env["DATABASE_URL"]
      ? "DATABASE_URL is set: the tests of node/jobs use that PostgreSQL server"
      : "DATABASE_URL is not set: the tests of node/jobs use the embedded engine (on a real server, which needs the Debian package postgresql: .ci/with-postgres npm test node/jobs)",
  );
}
