import { isDeepStrictEqual } from "node:util";
import { canonicalOutputs } from "../../../lesson/canonical-output.ts";
import type { Lesson } from "../../../lesson/lesson.ts";
import { codeCells, hasTag } from "../../../lesson/notebook.ts";
import { projectRoot } from "../../../lesson/testing.ts";
import type { Ran } from "./page.ts";

/**
 * The cells of a lesson that give something else than what its notebook holds, which `npm run check` compares with
 * the kernel's, byte for byte. Of a cell that really waits only that it ends well.
 */
export async function differencesInLesson(
  { notebook }: Lesson,
  run: (cellId: string) => Promise<Ran>,
): Promise<readonly unknown[]> {
  const differences: unknown[] = [];
  for (const cell of codeCells(notebook)) {
    if (hasTag(cell, "node-only")) continue;
    const { done, outputs } = await run(cell.id);
    const [here, there] = hasTag(cell, "real-time")
      ? [done.status, "ok"]
      : [canonicalOutputs(outputs, projectRoot), canonicalOutputs(cell.outputs, projectRoot)];
    if (!isDeepStrictEqual(here, there)) differences.push({ cell: cell.id, here, there });
  }
  return differences;
}
