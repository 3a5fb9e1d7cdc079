import type { Lesson } from "../../../lesson/lesson.ts";
import { projectRoot } from "../../../lesson/testing.ts";
import { renderSite } from "../../../site/site.ts";
import type { Files } from "../../../site/testing/browser.ts";
import { code, entryOf, lessonOf, printed, text } from "../../../site/testing/notebooks.ts";
import { keepIn } from "../../../site/keep/keep.ts";
import { liveSite } from "../../engine/build/files.ts";

export const slug = "01-live";

const about = "Prediction 9.a: none yet\nThe run says:   2\n";
const solution =
  "function takeOrNull(list: number[]): number | null {\n  return list.shift() ?? null;\n}";

/** A lesson with a cell for everything that a reader can do. */
export function liveLesson(): Lesson {
  const exercise = { exercise: "1.3" };
  return lessonOf(slug, [
    text("title", "# Live\n\nCells that run."),
    code(
      "imports",
      'import { display } from "tslab";\nimport { openLesson } from "../src";\n\nconst { predict, reveal, check, table } = openLesson(display);',
    ),
    code(
      "guess",
      'predict("9.a", null); // how much is 1 + 1?',
      [printed("Prediction 9.a: none\n")],
      {
        tags: ["predict"],
      },
    ),
    code("told", 'reveal("9.a", 1 + 1);', [printed(about)]),
    code("base", "let base = 20;\nbase;", [printed("20\n")]),
    code("double", "console.log(`twice: ${base * 2}`);", [printed("twice: 40\n")]),
    code("flood", "for (let n = 1; n <= 20000; n += 1) console.log(`line ${n}`);"),
    code("fails", 'console.log("so far");\nthrow new RangeError("no room");', [], {
      tags: ["raises-error", "raises-exception"],
      interleave: { error: "no room" },
    }),
    code("table", "table([{ a: 1, b: 2 }]);"),
    code(
      "figure",
      `display.svg('<svg viewBox="0 0 9 9" onload="hacked = 1"><title>Box</title><rect width="9" height="9"/><script>hacked = 1</script></svg>');\ndisplay.html('<b onclick="hacked = 1">bold</b><script>hacked = 1</script><style>body { display: none }</style><form><input name="x"></form>');`,
    ),
    code("start", solution, [], { tags: ["exercise"], interleave: { ...exercise, difficulty: 1 } }),
    code(
      "start-check",
      'import * as lesson1 from "../src/exercises/lesson1";\n\nawait check(lesson1.takeOrNull, takeOrNull);',
      [printed("✗ 1.3 not yet: no\n")],
      { tags: ["check"], interleave: exercise },
    ),
    code("endless", "while (true) {}"),
    code("last", "base;"),
    code("node", 'import { cpus } from "node:os";\ncpus();', [], { tags: ["node-only"] }),
  ]);
}

/** The site of that lesson, with all that runs it. */
export async function liveLessonSite(lesson: Lesson = liveLesson()): Promise<Files> {
  const keep = keepIn(projectRoot);
  const live = await liveSite(projectRoot, [lesson], { keep });
  return await renderSite([lesson], [entryOf(lesson, ["1.3"])], { live, keep });
}
