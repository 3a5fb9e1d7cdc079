import { stream } from "../../../site/outputs/stream.ts";
import { drawColoured } from "./colours.ts";
import { elementOf } from "./markup.ts";

/** How long text is collected before it is drawn: a cell that prints in a loop must not keep the page busy. */
const drawEveryMs = 60;

/** What a cell printed, drawn as the build draws it while it comes. */
export class StreamView {
  element: HTMLElement = document.createElement("div");
  readonly name: "stdout" | "stderr";
  #text = "";
  #timer: number | undefined;

  constructor(name: "stdout" | "stderr") {
    this.name = name;
    this.element.className = "stream";
  }

  get text(): string {
    return this.#text;
  }

  append(text: string): void {
    this.#text += text;
    this.#timer ??= self.setTimeout(() => this.draw(), drawEveryMs);
  }

  /** Draws what came since the last time. A fold that the reader opened stays open. */
  draw(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    drawColoured(this.#text, () => this.#draw());
  }

  #draw(): void {
    const isOpen = this.element.querySelector("details")?.open === true;
    const drawn = elementOf(stream(this.name, this.#text));
    const fold = drawn.querySelector("details");
    if (fold !== null && isOpen) fold.open = true;
    this.element.replaceWith(drawn);
    this.element = drawn;
  }
}
