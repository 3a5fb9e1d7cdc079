import { hasTag, type CellTag, type MarkdownCell } from "../../lesson/notebook.ts";
import { attributes, html, type Html } from "../html.ts";
import type { Heading, MarkdownContext } from "../markdown/context.ts";
import type { RenderMarkdown } from "../markdown/markdown.ts";

/** The boxes of a lesson, by tag, and what they are called. */
const callouts: ReadonlyArray<readonly [tag: CellTag, name: string]> = [
  ["goal", "What you will be able to do"],
  ["predict", "Predict"],
  ["recall", "Recall"],
  ["in-python", "In Python"],
  ["in-the-wild", "In the wild"],
  ["check-the-teacher", "Check the teacher"],
];

/** A text of the lesson: plain, in a box, or folded. Its cell id is an anchor, too. */
export function markdownCell(
  cell: MarkdownCell,
  context: MarkdownContext,
  markdown: RenderMarkdown,
): Html {
  // A heading that reads like the cell's id takes that anchor: it is the same place.
  context.ids.release(cell.id);
  const before = context.headings.length;
  const text = markdown(cell.source, context);
  const headings = context.headings.slice(before);
  const id = context.ids.has(cell.id) ? undefined : cell.id;
  context.ids.add(cell.id);
  if (hasTag(cell, "solution")) return solution(id, text);
  const callout = callouts.find(([tag]) => hasTag(cell, tag));
  if (callout === undefined) return html`<div class="prose" ${attributes({ id })}>${text}</div>`;
  return box(callout, id, text, headings[0]);
}

function box(
  [tag, name]: (typeof callouts)[number],
  id: string | undefined,
  text: Html,
  firstHeading: Heading | undefined,
): Html {
  // The author's own heading names the box; without one it is called what its tag says.
  const heading = text.text.startsWith("<h") ? firstHeading : undefined;
  const title = heading === undefined && html`<p class="callout-name">${name}</p>`;
  const marks = attributes({
    id,
    "aria-label": heading === undefined ? name : undefined,
    "aria-labelledby": heading?.id,
  });
  return html`<section class="callout callout-${tag} prose" ${marks}>${title}${text}</section>`;
}

/** Folded by its author already (so that it is folded in Jupyter, too), or folded here. */
function solution(id: string | undefined, text: Html): Html {
  const inside = text.text.startsWith("<details")
    ? text
    : html`<details>
        <summary>Solution</summary>
        ${text}
      </details>`;
  return html`<div class="solution prose" ${attributes({ id })}>${inside}</div>`;
}
