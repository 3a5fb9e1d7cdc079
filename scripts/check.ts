/** `npm run check`: everything that can be wrong with a lesson, all at once. */
import { checkCourse, type Checked } from "./lesson/check-course.ts";
import {
  command,
  limitsFrom,
  perform,
  roadFrom,
  withRunOptions,
  type RunFlags,
} from "./lesson/command.ts";
import { LessonErrors } from "./lesson/error.ts";
import { showProgress } from "./lesson/progress.ts";

interface Flags extends RunFlags {
  readonly write?: boolean;
}

await withRunOptions(
  command("check", "Validate, type-check, lint and run the lessons, and compare their outputs."),
)
  .argument("[lessons...]", "lessons to check, by number or name (default: all)")
  .option("--write", "accept: write formatting, canonical form and new outputs into the notebooks")
  .action(async (names: string[], flags: Flags) => {
    await perform(async (signal) => {
      const progress = showProgress(process.stdout, flags);
      const road = await roadFrom(flags);
      const options = { ...flags, names, road, limits: limitsFrom(flags), signal, progress };
      const checked = await checkCourse(options).finally(() => progress.done());
      for (const file of checked.written) console.log(`wrote ${file}`);
      if (checked.problems.length > 0)
        console.error(`${new LessonErrors(checked.problems).message}\n`);
      console.log(summary(checked, flags.write === true));
      if (checked.problems.length > 0) process.exitCode = 1;
    });
  })
  .parseAsync();

function summary({ lessons, problems, written }: Checked, write: boolean): string {
  const many = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;
  const wrote = write ? `, ${many(written.length, "file")} written` : "";
  const next = write && written.length > 0 ? ": look at the difference before you commit it" : "";
  const found = problems.length === 0 ? "no problems" : many(problems.length, "problem");
  return `checked ${many(lessons, "lesson")}${wrote}: ${found}${next}`;
}
