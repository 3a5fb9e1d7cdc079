import { build } from "../../site/browser/build.ts";
import type { RanText } from "./recorded.ts";

/** The lines of the page's own cells, as long as a cell holds the text that ran: other lines are not those that were reached. */
export class CellLines {
  #line: HTMLElement | undefined;
  #cell: string | undefined;

  /** Marks this line of a cell as the one that runs, and no other. */
  mark(text: RanText | undefined, line: number | undefined): void {
    this.#line?.removeAttribute("data-step");
    const lines = text && linesOf(text);
    this.#line = lines?.[(line ?? 0) - 1];
    if (this.#line) this.#line.dataset["step"] = "runs";
    const cell = this.#line && text?.cell;
    if (this.#cell !== undefined && this.#cell !== cell) markInEditor(this.#cell, undefined);
    if (cell !== undefined) markInEditor(cell, line);
    this.#cell = cell;
  }

  /** The lines of a text: as they look in the page, where they stand there; else plain. */
  static copyOf(text: RanText): readonly HTMLElement[] {
    const lines = linesOf(text);
    if (lines) return lines.map(copyOf);
    return text.source.split("\n").map((line) => build("span", { class: "line" }, [line]));
  }
}

/** Undefined when the cell is not in the page, or holds another text by now. */
function linesOf({ cell, source }: RanText): readonly HTMLElement[] | undefined {
  const code = document.getElementById(cell)?.querySelector(".code");
  const lines = [...(code?.querySelectorAll<HTMLElement>(".line") ?? [])];
  const text = lines.map(({ textContent }) => textContent).join("\n");
  return text === source ? lines : undefined;
}

/** Where the cell is being edited, its editor stands in front of its code. */
function markInEditor(cellId: string, line: number | undefined): void {
  const detail = { cellId, ...(line !== undefined && { line }) };
  document.dispatchEvent(new CustomEvent("interleave:mark", { detail }));
}

/** A line as it looks, without what its own cell lets readers do with it. */
function copyOf(line: HTMLElement): HTMLElement {
  const copy = line.cloneNode(true) as HTMLElement;
  for (const one of [copy, ...copy.querySelectorAll<HTMLElement>("*")]) {
    for (const name of ["id", "tabindex", "role", "data-step", "data-error", "aria-describedby"]) {
      one.removeAttribute(name);
    }
    one.classList.remove("name");
  }
  return copy;
}
