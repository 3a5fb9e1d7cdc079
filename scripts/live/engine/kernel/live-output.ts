/**
 * What cells put out, on its way to the page: in batches, because each message costs more than its text, and capped, because
 * a reader sees the first pages of a flood at most. What is beyond is held for the button that shows the rest.
 */
import type { Limits } from "../../protocol.ts";
import type { Output } from "../output.ts";

/** A person sees no difference, and a loop that blocks the worker still shows what it prints. */
const BATCH_MS = 16;

export class LiveOutput {
  readonly #send: (outputs: readonly Output[]) => void;
  readonly #now: () => number;
  readonly #later: (callback: () => void) => void;
  #limits: Limits;
  #batch: Output[] = [];
  #sentAt = -Infinity;
  #isScheduled = false;
  #shown = 0;
  #displays = 0;
  #held: string[] = [];
  #heldLength = 0;
  #dropped = 0;
  #heldTold = 0;

  constructor(
    limits: Limits,
    send: (outputs: readonly Output[]) => void,
    now: () => number,
    later: (callback: () => void) => void,
  ) {
    this.#limits = limits;
    this.#send = send;
    this.#now = now;
    this.#later = later;
  }

  /** A cell begins: what was held of the one before is forgotten. */
  begin(): void {
    this.#shown = this.#displays = this.#heldLength = this.#dropped = this.#heldTold = 0;
    this.#held = [];
  }

  stream(name: "stdout" | "stderr", text: string): void {
    const room = Math.max(0, this.#limits.shownCharacters - this.#shown);
    const shown = text.length <= room ? text : cutAtCharacter(text, room);
    this.#shown += shown.length;
    if (shown !== "") this.#addText(name, shown);
    if (shown.length < text.length) {
      // From here on everything is held, so that its order stays.
      this.#shown = Infinity;
      this.#hold(text.slice(shown.length));
    }
    this.#schedule();
  }

  /** Throws when there have been too many. */
  display(output: Output): void {
    if (++this.#displays > this.#limits.displays)
      throw new RangeError(`a cell may display ${this.#limits.displays} things, this is one more`);
    this.#batch.push(output);
    // Who runs cells once more for a run that was stopped waits for just this, and the cell may never give way.
    if (output.type === "display" && output.trace) this.flush();
    else this.#schedule();
  }

  publish(output: Output): void {
    this.#batch.push(output);
    this.#schedule();
  }

  flush(): void {
    if (this.#heldLength + this.#dropped > this.#heldTold) {
      this.#heldTold = this.#heldLength + this.#dropped;
      this.#batch.push({ type: "held", characters: this.#heldTold });
    }
    if (this.#batch.length === 0) return;
    this.#sentAt = this.#now();
    this.#send(this.#batch);
    this.#batch = [];
  }

  /** What was held back, whole; undefined when nothing was. */
  rest(): string | undefined {
    if (this.#heldLength === 0) return undefined;
    const more = this.#dropped > 0 ? `\n(${this.#dropped} more characters were dropped)\n` : "";
    return this.#held.join("") + more;
  }

  #addText(name: "stdout" | "stderr", text: string): void {
    const last = this.#batch.at(-1);
    if (last?.type === "stream" && last.name === name) {
      this.#batch[this.#batch.length - 1] = { ...last, text: last.text + text };
    } else this.#batch.push({ type: "stream", name, text });
  }

  #hold(text: string): void {
    const room = Math.max(0, this.#limits.heldCharacters - this.#heldLength);
    const kept = text.length <= room ? text : cutAtCharacter(text, room);
    if (kept !== "") this.#held.push(kept);
    this.#heldLength += kept.length;
    this.#dropped += text.length - kept.length;
  }

  #schedule(): void {
    if (this.#now() - this.#sentAt >= BATCH_MS) return this.flush();
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#later(() => {
      this.#isScheduled = false;
      this.flush();
    });
  }
}

/** Not between the two halves of one character. */
function cutAtCharacter(text: string, length: number): string {
  const code = text.charCodeAt(length - 1);
  return text.slice(0, code >= 0xd800 && code < 0xdc00 ? length - 1 : length);
}
