/**
 * In the place of ansi_up, in the script of the first Run: hardly any text has colours, and they would be a third of it. A
 * text is drawn without them until they are there.
 */
import type { AnsiUp as Real } from "ansi_up";
import { load } from "../../../site/browser/load.ts";
import { escapeHtml } from "../../../site/html.ts";

type Colours = Readonly<Record<"AnsiUp", new () => Real>>;

const loaded = (): Colours | undefined =>
  (self as unknown as { interleaveColours?: Colours }).interleaveColours;

/** As much of ansi_up as is used here; once that is there, it makes that. */
export class AnsiUp {
  constructor() {
    const real = loaded();
    if (real !== undefined) return new real.AnsiUp();
  }

  ansi_to_html(line: string): string {
    return escapeHtml(line.replace(/\x1b\[[\d;]*m/g, ""));
  }
}

/** Draws a text now, and again when it has colours and what knows them has come. */
export function drawColoured(text: string, draw: () => void): void {
  draw();
  if (!text.includes("\x1b[") || loaded() !== undefined) return;
  // Without a network it stays without colours.
  load("assets/live/colours.js").then(draw, () => undefined);
}
