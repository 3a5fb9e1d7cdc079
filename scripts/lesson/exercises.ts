import type { Output } from "../kernel/output.ts";
import type { Road, Session } from "../kernel/session.ts";
import { LessonError, lessonErrorsOf, placeInCell } from "./error.ts";
import { openSession, runCell } from "./execute.ts";
import type { Lesson } from "./lesson.ts";
import { codeCells, hasTag, type Cell, type CodeCell } from "./notebook.ts";
import { solutionOf } from "./solution.ts";

/**
 * Proves the exercises of a lesson in one session: with its starter each check must say "not yet", with its solution
 * it must say "passed". Resolves with what does not hold.
 */
export async function proveExercises(
  lesson: Lesson,
  root: string,
  road: Road,
): Promise<LessonError[]> {
  const session = await openSession(lesson, { root, road });
  try {
    return await proveInOrder(session, lesson);
  } catch (error) {
    return [...lessonErrorsOf(error)];
  } finally {
    await session.shutdown();
  }
}

async function proveInOrder(session: Session, { file, notebook }: Lesson): Promise<LessonError[]> {
  const problems: LessonError[] = [];
  for (const cell of codeCells(notebook)) {
    const result = await runCell(session, file, cell);
    if (!hasTag(cell, "check")) continue;
    const id = cell.metadata.interleave?.exercise ?? "";
    if (verdict(result.outputs, id) !== "✗") {
      const place = placeInCell(file, cell);
      problems.push(new LessonError(place, notSaid("✗", id, "starter", result.outputs)));
    }
    problems.push(...(await proveSolution(session, file, id, cell, notebook.cells)));
  }
  return problems;
}

async function proveSolution(
  session: Session,
  file: string,
  id: string,
  check: CodeCell,
  cells: readonly Cell[],
): Promise<LessonError[]> {
  const cell = cells.find(
    (one) => hasTag(one, "solution") && one.metadata.interleave?.exercise === id,
  );
  const solution = cell && solutionOf(cell);
  if (!cell || !solution) {
    return [
      new LessonError(placeInCell(file, check), `exercise ${id} has no solution to prove it with`),
    ];
  }
  const answer = await runCell(session, file, { id: cell.id, source: solution.code });
  const result = await runCell(session, file, check);
  if (verdict(result.outputs, id) === "✓") return [];
  const said = notSaid("✓", id, "solution", [...answer.outputs, ...result.outputs]);
  return [new LessonError(placeInCell(file, cell), said)];
}

/** The first verdict on an exercise that a check printed. */
function verdict(outputs: readonly Output[], id: string): string | undefined {
  const lines = printed(outputs).split("\n");
  return lines.find((line) => line.startsWith(`✓ ${id} `) || line.startsWith(`✗ ${id} `))?.[0];
}

function notSaid(sign: string, id: string, what: string, outputs: readonly Output[]): string {
  const printedLines = printed(outputs).trim().split("\n").slice(0, 8).join("\n    ");
  const rule = `with its ${what}, the check of exercise ${id} must print a line that starts with "${sign} ${id} "`;
  return `${rule}, it printed:\n    ${printedLines || "(nothing)"}`;
}

function printed(outputs: readonly Output[]): string {
  const texts = outputs.map((output) => {
    if (output.output_type === "stream") return output.text;
    return output.output_type === "error" ? `${output.ename}: ${output.evalue}\n` : "";
  });
  return texts.join("");
}
