import { attributes, html, type Html } from "../html.ts";
import type { CleanSvg } from "../sanitize/svg.ts";
import { terminalLines } from "./ansi.ts";
import { figureBlock, scrolling } from "./figure.ts";
import { folded } from "./stream.ts";

/** What makes a stranger's markup safe: the build and the page have a library each, and the same lists. */
export interface Cleaners {
  /** An output of the type text/html; its ids get the prefix. */
  readonly html: (source: string, prefix: string) => Html;
  /** A figure, and whether it says what it shows; undefined when there is none in the text. */
  readonly svg: (source: string, prefix: string) => CleanSvg | undefined;
}

/** Where an output stands, and how its markdown is rendered. */
export interface OutputPlace {
  readonly cellId: string;
  /** Its place among the outputs of the cell, from 1. */
  readonly index: number;
  readonly markdown: (source: string) => Html;
  readonly clean: Cleaners;
}

/** What a cell displayed, in the richest form that the page can show safely. */
export type MimeBundle = Readonly<Record<string, unknown>>;

type Renderer = (text: string, place: OutputPlace, bundle: MimeBundle) => Html | undefined;

/** The first of these that a bundle has, and that can be shown, is shown. */
const renderers: ReadonlyArray<readonly [mime: string, render: Renderer]> = [
  ["image/svg+xml", svg],
  ["text/html", (text, place) => richBox(place.clean.html(text, prefixOf(place)))],
  ["text/markdown", (text, { markdown }) => html`<div class="prose">${markdown(text)}</div>`],
  ["image/png", image("image/png")],
  ["image/jpeg", image("image/jpeg")],
  ["text/plain", (text) => html`<div class="stream">${folded(terminalLines(text), "Value")}</div>`],
];

export function display(bundle: MimeBundle, place: OutputPlace): Html {
  for (const [mime, render] of renderers) {
    const value = bundle[mime];
    const shown = typeof value === "string" ? render(value, place, bundle) : undefined;
    if (shown !== undefined) return shown;
  }
  const kinds = Object.keys(bundle).join(", ") || "nothing";
  return html`<p class="note">
    This output (${kinds}) cannot be shown here: open the notebook to see it.
  </p>`;
}

function svg(source: string, place: OutputPlace, bundle: MimeBundle): Html | undefined {
  const id = prefixOf(place);
  const clean = place.clean.svg(source, id);
  if (clean === undefined) return undefined;
  return figureBlock(clean, source, { id, name: textOf(bundle, "Figure", place) });
}

function image(mime: string): Renderer {
  return (data, place, bundle) => {
    const base64 = data.replace(/\s+/g, "");
    if (!/^[\w+/]+=*$/.test(base64)) return undefined;
    const alt = textOf(bundle, "Picture", place);
    return scrolling(html`<img ${attributes({ src: `data:${mime};base64,${base64}`, alt })} />`);
  };
}

/** Rich outputs scroll inside a box of their own. */
function richBox(content: Html): Html {
  return html`<div class="rich" tabindex="0" role="group" aria-label="Output">${content}</div>`;
}

function textOf(bundle: MimeBundle, kind: string, { cellId }: OutputPlace): string {
  const plain = bundle["text/plain"];
  return typeof plain === "string" && plain.trim() !== ""
    ? plain
    : `${kind} made by cell ${cellId}`;
}

/** A cell id has no dot: so this can be the start of no other id of the page. */
function prefixOf({ cellId, index }: OutputPlace): string {
  return `${cellId}.${index}`;
}
