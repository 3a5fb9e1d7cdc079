import { load } from "../../../site/browser/load.ts";
import type { MimeBundle } from "../../../site/outputs/display.ts";
import type * as RichModule from "../rich/rich.ts";
import { elementOf } from "./markup.ts";

/** A figure, a table, a value: its place is there at once, its content when what renders it is loaded. */
export class DisplayView {
  element = document.createElement("div");
  /** Resolves when what was shown last stands in the page. */
  ready: Promise<void> = Promise.resolve();
  readonly #cellId: string;
  readonly #index: number;

  constructor(cellId: string, index: number) {
    this.#cellId = cellId;
    this.#index = index;
  }

  show(data: MimeBundle): void {
    this.ready = this.ready.then(async () => await this.#draw(data));
  }

  async #draw(data: MimeBundle): Promise<void> {
    const drawn = await this.#rendered(data).catch(() => {
      const note = document.createElement("p");
      note.className = "note";
      note.textContent = "What shows this output could not be loaded: run the cell again.";
      return note;
    });
    this.element.replaceWith(drawn);
    this.element = drawn as HTMLDivElement;
  }

  async #rendered(data: MimeBundle): Promise<HTMLElement> {
    await load("assets/live/rich.js");
    const rich = (self as unknown as { interleaveRich: typeof RichModule }).interleaveRich;
    return elementOf(await rich.render(data, { cellId: this.#cellId, index: this.#index }));
  }
}
