import type { Output } from "../kernel/output.ts";
import type { Session } from "../kernel/session.ts";
import { canonicalOutputs } from "./canonical-output.ts";
import { LessonError, placeInCell } from "./error.ts";
import type { CodeCell } from "./notebook.ts";

/**
 * A line printed after its cell has ended lands under whichever cell runs then, and nobody can tell: so a cell must not
 * leave anything behind that could print one.
 */
export async function refuseTimers(session: Session, file: string, cell: CodeCell): Promise<void> {
  if ((await session.leftOpen(["Timeout"])).length === 0) return;
  throw new LessonError(
    placeInCell(file, cell),
    "left a timer running when it ended: a cell must await everything it starts",
  );
}

const mayNotStay: Readonly<Record<string, string>> = {
  ProcessWrap: "a process",
  TCPServerWrap: "a server",
  Worker: "a thread",
};

/** At the end of a lesson: a cell may leave a server, a process or a thread to later ones, but nobody comes after the last. */
export async function refuseProcesses(session: Session, file: string): Promise<void> {
  const left = await session.leftOpen(Object.keys(mayNotStay));
  if (left.length === 0) return;
  const what = left.map((kind) => mayNotStay[kind]).join(" and ");
  throw new LessonError(
    { file },
    `left ${what} running when it ended: its last cells must end what earlier ones started`,
  );
}

/** Fails when something was written between two cells; it is the earlier cell's. */
export function refuseLate(
  file: string,
  cell: CodeCell | undefined,
  late: readonly Output[],
  root: string,
): void {
  const [first] = canonicalOutputs(late, root);
  if (!cell || !first) return;
  throw new LessonError(
    placeInCell(file, cell),
    `wrote something after it had ended: a cell must await everything it starts. It wrote:\n    ${firstLineOf(first)}`,
  );
}

function firstLineOf(output: Output): string {
  const [line = ""] = textOf(output).trimStart().split("\n");
  return line.slice(0, 160);
}

function textOf(output: Output): string {
  if (output.output_type === "stream") return output.text;
  if (output.output_type === "error") return `${output.ename}: ${output.evalue}`;
  return Object.keys(output.data).join(", ");
}
