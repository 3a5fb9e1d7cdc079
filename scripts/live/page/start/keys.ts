import type { CellAction } from "../lesson-page.ts";
import type { LessonSession } from "../session/open.ts";

/**
 * The keys of a cell, heard before the editor hears them. As in Jupyter, Shift+Enter runs the cell and goes to the next,
 * Ctrl+Enter runs it; Enter on code opens the editor.
 */
export function heardAction(
  event: KeyboardEvent,
  act: (cell: HTMLElement, action: CellAction) => void,
  use: (what: (session: LessonSession) => void) => void,
): void {
  const at = event.target instanceof Element ? event.target : document.body;
  const cell = at.closest<HTMLElement>(".cell[data-live]");
  if (event.key !== "Enter" || event.isComposing || cell === null || event.altKey) return;
  if (at.closest("pre.code, .cell-editor, .cell-bar button, .predict") === null) return;
  const runs = event.shiftKey || event.ctrlKey || event.metaKey;
  if (!runs && at.closest("pre.code") === null) return;
  event.preventDefault();
  event.stopPropagation();
  act(cell, runs ? "run" : "edit");
  if (event.shiftKey) use((session) => session.goToNext(cell));
}
