import { html, trusted, type Html } from "../html.ts";

/**
 * The picture on the course map: the course's program before and after, with every pause exactly
 * one second. It is computed, as every figure of the course is.
 */
const items = 20;
const pause = 1;
const service = 0.5;

type Bar = readonly [start: number, length: number];

const each = (bar: (item: number) => Bar): readonly Bar[] =>
  Array.from({ length: items }, (_, item) => bar(item));

const making = each((item) => [item * pause, pause]);
const processingAfter = each((item) => [items * pause + item * service, service]);
const processingBetween = each((item) => [item * pause, service]);

const endOf = (bars: readonly Bar[]): number =>
  Math.max(...bars.map(([start, length]) => start + length));

export const oneAfterAnother = endOf([...making, ...processingAfter]);
export const interleaved = endOf([...making, ...processingBetween]);

const scale = 20;
const barHeight = 14;
const gap = 1.5;

export function interleavingFigure(): Html {
  const width = oneAfterAnother * scale;
  return html`<figure class="hero-figure">
    <svg
      viewBox="0 0 ${width} 132"
      role="img"
      aria-label="Two timelines. One after another: twenty items are made in ${items * pause} seconds, then processed in ${items * service} seconds. Interleaved: each is processed in the pause before the next, and all is done after ${interleaved} seconds."
    >
      ${caption("One after another", oneAfterAnother, 20)} ${bars("make", making, 28)}
      ${bars("process", processingAfter, 28)} ${caption("Interleaved", interleaved, 80)}
      ${bars("make", making, 88)} ${bars("process", processingBetween, 88 + barHeight + 4)}
    </svg>
    <figcaption>
      The same twenty items, every pause exactly one second long:
      <span class="key-make">made</span> by one task, <span class="key-process">processed</span> by
      another.
    </figcaption>
  </figure>`;
}

function caption(text: string, seconds: number, y: number): Html {
  const end = seconds * scale;
  return html`<text class="hero-name" x="0" y="${y}">${text}</text
    ><text class="hero-time" x="${end}" y="${y}" text-anchor="end">${seconds} s</text>`;
}

function bars(kind: string, spans: readonly Bar[], y: number): Html {
  const path = spans
    .map(
      ([start, length]) =>
        `M${start * scale} ${y}h${length * scale - gap}v${barHeight}h${gap - length * scale}z`,
    )
    .join("");
  return html`<path class="hero-${kind}" d="${trusted(path)}" />`;
}
