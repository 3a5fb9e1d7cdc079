import { announce } from "../../../site/browser/announce.ts";
import { build } from "../../../site/browser/build.ts";
import { keep, recall, type Edit } from "../store.ts";
import type { LiveCell } from "./cell.ts";

/** So long after the last key a change is kept; leaving the page keeps it at once. */
const keepAfterMs = 300;

/** Keeps what the reader changes in a lesson, and brings it back. */
export class Edits {
  readonly #slug: string;
  readonly #use: (cell: LiveCell, text: string) => void;
  readonly #waiting = new Map<LiveCell, number>();
  #saidTransient = false;

  /** `use` is called when the reader chooses a text. */
  constructor(slug: string, use: (cell: LiveCell, text: string) => void) {
    this.#slug = slug;
    this.#use = use;
    addEventListener("pagehide", () => this.#keepNow());
  }

  /** The reader's text into its cell. When the author's text is another one since, the reader sees both and chooses. */
  bring(cell: LiveCell): void {
    const edit = recall(this.#slug).edits[cell.id];
    if (edit === undefined || edit.reader === cell.authorText) return;
    if (edit.author === cell.authorText) cell.setText(edit.reader);
    else this.#askWhich(cell, edit);
  }

  /** Keeps what stands in a cell now, soon. */
  keep(cell: LiveCell): void {
    clearTimeout(this.#waiting.get(cell));
    this.#waiting.set(
      cell,
      self.setTimeout(() => this.#keepOne(cell), keepAfterMs),
    );
  }

  #keepNow(): void {
    for (const cell of [...this.#waiting.keys()]) this.#keepOne(cell);
  }

  #keepOne(cell: LiveCell): void {
    clearTimeout(this.#waiting.get(cell));
    this.#waiting.delete(cell);
    const edit: Edit = { author: cell.authorText, reader: cell.text };
    const lasts = keep(this.#slug, ({ edits }) => {
      const others = Object.entries(edits).filter(([id]) => id !== cell.id);
      return { edits: Object.fromEntries(cell.isEdited ? [...others, [cell.id, edit]] : others) };
    });
    if (lasts || this.#saidTransient) return;
    this.#saidTransient = true;
    const said =
      "This browser keeps nothing for this site: your changes last as long as this page is open.";
    const place = document.querySelector<HTMLElement>(".live-status");
    if (place !== null) place.textContent = said;
    announce(said);
  }

  #askWhich(cell: LiveCell, { reader }: Edit): void {
    const mine = build("button", { type: "button" }, ["Use my version"]);
    const author = build("button", { type: "button" }, ["Use the new one"]);
    const label = `Your version of ${cell.name}`;
    const note = build("div", { class: "conflict", role: "group", "aria-label": label }, [
      build("p", {}, [
        "You changed this cell, and the lesson has changed it since. Above is the new text; this is yours:",
      ]),
      build("pre", { tabindex: "0", role: "group", "aria-label": label }, [reader]),
      build("p", {}, [mine, " ", author]),
    ]);
    const choose = (text: string): void => {
      note.remove();
      this.#use(cell, text);
      cell.code.element.focus();
    };
    mine.addEventListener("click", () => choose(reader));
    author.addEventListener("click", () => choose(cell.authorText));
    cell.output.element.before(note);
  }
}
