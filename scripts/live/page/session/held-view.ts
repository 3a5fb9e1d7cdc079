import { build } from "../../../site/browser/build.ts";
import { withoutColors } from "../../../site/outputs/ansi.ts";

/** So much text is put into the page at a time: more would make it slow. */
const chunk = 200_000;

/** The button for output that was held back, and the output itself once it is wanted: piece by piece, or as a file. */
export class HeldView {
  readonly element = build("div", { class: "stream held" });
  readonly #rest: () => Promise<string | undefined>;
  readonly #say = build("span", { role: "status" });
  readonly #more: HTMLButtonElement;
  #held = 0;
  #text: string | undefined;
  #shown = 0;

  constructor(cellName: string, rest: () => Promise<string | undefined>) {
    this.#rest = rest;
    this.#more = build("button", { type: "button" });
    const save = build("button", { type: "button" }, ["Save it all as a file"]);
    this.#more.addEventListener("click", () => void this.#showMore());
    save.addEventListener("click", () => void this.#save(cellName));
    this.element.append(build("p", { class: "held-bar" }, [this.#more, " ", save, " ", this.#say]));
  }

  /** So many more characters were held back. */
  hold(characters: number): void {
    this.#held += characters;
    this.#label(this.#held);
  }

  #label(left: number): void {
    this.#more.textContent = `Show more (${left.toLocaleString("en")} characters left)`;
    this.#more.hidden = left <= 0;
  }

  async #whole(): Promise<string> {
    this.#text ??= withoutColors((await this.#rest()) ?? "");
    return this.#text;
  }

  async #showMore(): Promise<void> {
    const text = await this.#whole();
    const piece = text.slice(this.#shown, this.#shown + chunk);
    this.#shown += piece.length;
    const marks = { tabindex: "0", role: "group", "aria-label": "stdout, continued" };
    const block = build("pre", marks, [piece.replace(/\n$/, "")]);
    this.element.lastElementChild?.before(block);
    this.#label(text.length - this.#shown);
    block.focus({ preventScroll: true });
    if (piece === "") this.#say.textContent = "It is no longer there: run the cell again.";
  }

  async #save(cellName: string): Promise<void> {
    const url = URL.createObjectURL(new Blob([await this.#whole()], { type: "text/plain" }));
    build("a", { href: url, download: `${cellName.replace(/\W+/g, "-")}-rest.txt` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }
}
