import { CellTimeout, OutputLimit } from "../execution.ts";
import { MemoryLimit } from "../memory.ts";
import { scriptOfCell, originalLine } from "../shim/stacks.js";

/** What ends a cell while it runs. */
const endings = [CellTimeout, OutputLimit, MemoryLimit];

/**
 * The error with the line of the cell that was running, where Node said it when it was interrupted. `maps` are the
 * source maps of the scripts that have run, in order.
 */
export function stuckAt(
  error: unknown,
  written: string,
  maps: readonly (readonly string[])[],
): unknown {
  if (!endings.some((kind) => error instanceof kind)) return error;
  const [, trace] = written.split("KEYBOARD_INTERRUPT");
  const frames = [...(trace ?? "").matchAll(/\bcell:(\d+):(\d+):(\d+)/g)];
  const running = frames.find(([, script]) => Number(script) === maps.length);
  const own = running && maps.at(-1);
  if (!running || !own) return error;
  (error as CellTimeout).line = originalLine(
    scriptOfCell(own),
    Number(running[2]),
    Number(running[3]),
  );
  return error;
}
