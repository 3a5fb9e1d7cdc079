import type { CompiledCell } from "../protocol.ts";
import { needsNode } from "./kernel/needs-node.ts";

/** In the place of a cell that is tagged node-only. */
export function needsNodeFailure(lesson: string): CompiledCell {
  const { name: ename, message: evalue } = needsNode("this cell", lesson);
  const failure = { ename, evalue, traceback: [`${ename}: ${evalue}`] };
  return { failure, names: [], uses: [], lines: [] };
}
