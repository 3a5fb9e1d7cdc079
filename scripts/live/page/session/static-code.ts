import { build } from "../../../site/browser/build.ts";

/** What a line can be marked for: an error, or the step that the stepper stands on. */
export type LineMark = "error" | "step";

/** The code of a cell as the page came with it, highlighted. While the reader's text differs, its plain lines. */
export class StaticCode {
  readonly element: HTMLElement;
  /** What the author wrote: what the page came with. */
  readonly authorText: string;
  readonly #authorLines: readonly Node[];
  #shown: string;

  constructor(element: HTMLElement) {
    this.element = element;
    this.authorText = element.textContent ?? "";
    this.#shown = this.authorText;
    this.#authorLines = [...this.#holder.childNodes];
  }

  show(text: string): void {
    if (text === this.#shown) return;
    this.#shown = text;
    if (text === this.authorText) this.#holder.replaceChildren(...this.#authorLines);
    else this.#holder.replaceChildren(...plainLines(text));
  }

  mark(what: LineMark, lines: readonly number[]): void {
    this.element.querySelectorAll<HTMLElement>(".line").forEach((line, index) => {
      line.toggleAttribute(`data-${what}`, lines.includes(index + 1));
    });
  }

  get #holder(): HTMLElement {
    return this.element.querySelector("code") ?? this.element;
  }
}

function plainLines(text: string): (Node | string)[] {
  const lines = text.split("\n").map((line) => build("span", { class: "line" }, [line]));
  return lines.flatMap((line, index) => (index === 0 ? [line] : ["\n", line]));
}
