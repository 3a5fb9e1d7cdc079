import { CellTimeout, OutputLimit } from "../execution.ts";
import { MemoryLimit } from "../memory.ts";
import { scriptOfCell, originalLine } from "../shim/stacks.js";

/** Whether the cell was stopped while it ran: what it left in its kernel is in no known state. */
export function endsItsLesson(error: unknown): error is CellTimeout | OutputLimit | MemoryLimit {
  return [CellTimeout, OutputLimit, MemoryLimit].some((kind) => error instanceof kind);
}

/**
 * The error with the line of the cell that was running, where Node said it when it was interrupted: it names the ten
 * innermost frames, and while it prints, the cell may be further out. `maps` are the source maps of the scripts that
 * have run, in order.
 */
export function stuckAt(
  error: CellTimeout | OutputLimit | MemoryLimit,
  written: string,
  maps: readonly (readonly string[])[],
): Error {
  const [, trace] = written.split("KEYBOARD_INTERRUPT");
  const frames = [...(trace ?? "").matchAll(/\bcell:(\d+):(\d+):(\d+)/g)];
  const running = frames.find(([, script]) => Number(script) === maps.length);
  const own = running && maps.at(-1);
  if (!running || !own) return error;
  error.line = originalLine(scriptOfCell(own), Number(running[2]), Number(running[3]));
  return error;
}
