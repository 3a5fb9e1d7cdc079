import { attributes, html, trusted, type Html } from "../html.ts";
import type { CleanSvg } from "../sanitize/svg.ts";

/** More numbers than this are for a file, not for a page. */
const most = { rows: 500, columns: 20 };

/**
 * A figure as a reader meets it: the picture, its name, and, folded, what it shows in words and in
 * numbers. `id` is its address; ids that begin with it and a dot are its own.
 */
export function figureBlock(
  { svg, named }: CleanSvg,
  source: string,
  { id, name }: { readonly id: string; readonly name: string },
): Html {
  const words = descriptionOf(svg.text);
  const title = (named ? titleOf(svg.text) : undefined) ?? html`${name}`;
  const label = named ? undefined : name;
  const describedBy = words === undefined ? undefined : `${id}.in.words`;
  const marks = attributes({ "aria-label": label, "aria-describedby": describedBy });
  const picture = svg.text
    .replace(description, "")
    .replace(/^<svg/, `<svg ${marks.text}`.trimEnd());
  return html`<figure class="figure" id="${id}">
    ${scrolling(trusted(picture))}
    <figcaption>
      <a class="anchor" href="#${id}">${title}</a>
      ${behind(words, numbersOf(source), `${id}.in.words`)}
    </figcaption>
  </figure>`;
}

/** A picture scrolls inside a box of its own, by keys too. */
export function scrolling(picture: Html): Html {
  return html`<div class="picture" tabindex="0" role="group" aria-label="Figure">${picture}</div>`;
}

const description = /<desc\b[^>]*>([^<]*)<\/desc>/;

// What comes out of the sanitizer is escaped already.
function descriptionOf(svg: string): Html | undefined {
  const words = description.exec(svg)?.[1];
  return words === undefined || words.trim() === "" ? undefined : trusted(words);
}

function titleOf(svg: string): Html | undefined {
  const title =
    /^<svg\b[^>]*\saria-label="([^"]+)"/.exec(svg)?.[1] ??
    /<title\b[^>]*>([^<]+)<\/title>/.exec(svg)?.[1];
  return title === undefined ? undefined : trusted(title);
}

/** The table that a figure of the library carries unseen: a line for each row, tabs between values. */
function numbersOf(source: string): readonly (readonly string[])[] {
  const carried = /<metadata>([^<]*)<\/metadata>/.exec(source)?.[1];
  if (carried === undefined) return [];
  const rows = plainText(carried)
    .split("\n")
    .map((line) => line.split("\t"));
  const tooMany = rows.length > most.rows || rows.some((row) => row.length > most.columns);
  return tooMany || rows.length < 2 ? [] : rows;
}

/** Undoes the escapes of src/svg.ts; what comes out is escaped again where it is shown. */
function plainText(escaped: string): string {
  return escaped
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

function behind(
  words: Html | undefined,
  [columns, ...rows]: readonly (readonly string[])[],
  id: string,
): Html | false {
  if (words === undefined && columns === undefined) return false;
  const kinds = [...(words ? ["words"] : []), ...(columns ? ["numbers"] : [])];
  return html`<details class="behind">
    <summary>In ${kinds.join(" and ")}</summary>
    ${words && html`<p id="${id}">${words}</p>`} ${columns && table(columns, rows)}
  </details>`;
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): Html {
  const isNumeric = columns.map((_, i) => rows.every((row) => /^-?[\d.]*$/.test(row[i] ?? "")));
  const look = (i: number): string | undefined => (isNumeric[i] ? "n" : undefined);
  const headings = columns.map(
    (name, i) => html`<th ${attributes({ scope: "col", class: look(i) })}>${name}</th>`,
  );
  const body = rows.map(
    (row) =>
      html`<tr>
        ${columns.map((_, i) => cell(row[i], look(i)))}
      </tr>`,
  );
  return html`<div class="table" tabindex="0" role="group" aria-label="The numbers of the figure">
    <table>
      <thead>
        <tr>
          ${headings}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`;
}

function cell(value: string | undefined, look: string | undefined): Html {
  return look === undefined ? html`<td>${value}</td>` : html`<td class="${look}">${value}</td>`;
}
