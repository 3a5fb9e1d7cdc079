import { announce } from "../../../site/browser/announce.ts";
import { build } from "../../../site/browser/build.ts";
import { load } from "../../../site/browser/load.ts";
import type { Engine } from "../../protocol.ts";
import type * as EditorModule from "../editor/editor.ts";
import type { LiveCell } from "./cell.ts";

/** Opens the editors of a lesson's cells. Until a reader wants to change one, its static code stands there. */
export class Editors {
  readonly #engine: Engine;
  readonly #changed: (cell: LiveCell, text: string) => void;

  constructor(engine: Engine, changed: (cell: LiveCell, text: string) => void) {
    this.#engine = engine;
    this.#changed = changed;
  }

  /** Puts an editor in the place of the code, and the cursor where the reader clicked. */
  open(cell: LiveCell, at?: MouseEvent | "focus"): void {
    this.#open(cell, at).catch(() => announce("The editor could not be loaded: try again"));
  }

  async #open(cell: LiveCell, at: MouseEvent | "focus" | undefined): Promise<void> {
    await load("assets/live/editor.js");
    const module = (self as unknown as { interleaveEditor: typeof EditorModule }).interleaveEditor;
    cell.editor ??= this.#mount(cell, module);
    if (at === undefined) return;
    cell.element.querySelector<HTMLDetailsElement>("details.cell-source")?.setAttribute("open", "");
    if (at === "focus") cell.editor.focus();
    else cell.editor.focusAt(at.clientX, at.clientY);
    // Who edits will want to know of mistakes: the compiler comes while they type. Its failing is told as an event.
    this.#engine.loadCompiler().catch(() => undefined);
  }

  #mount(cell: LiveCell, { mount }: typeof EditorModule): EditorModule.CellEditor {
    const host = build("div", { class: "cell-editor" });
    cell.code.element.before(host);
    cell.code.element.hidden = true;
    return mount(host, {
      text: cell.text,
      label: `Code of ${cell.name}. Tab indents; Escape, then Tab leaves the editor.`,
      onChange: (text) => this.#changed(cell, text),
      diagnose: async (text) => await this.#engine.diagnose(cell.id, text),
      complete: async (text, offset) => await this.#engine.complete(cell.id, text, offset),
      hover: async (text, offset) => await this.#engine.hover(cell.id, text, offset),
    });
  }
}
