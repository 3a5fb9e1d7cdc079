import type { Highlight } from "../code/highlight.ts";
import { html, type Html } from "../html.ts";
import { PageIds } from "../ids.ts";
import type { Heading, MarkdownContext } from "../markdown/context.ts";
import type { RenderMarkdown } from "../markdown/markdown.ts";
import { courseTitle, layout, mainId, type SiteLink } from "../pages/layout.ts";
import { outlineAside, outlineFold } from "../pages/outline.ts";
import {
  memberId,
  type Doc,
  type Entry,
  type Member,
  type Reference,
  type Theme,
} from "./model.ts";
import { addressesIn, linkedProse, referencePath, type AddressOf } from "./names.ts";
import { signatureBlock } from "./signature-block.ts";

export interface ReferenceTools {
  readonly highlight: Highlight;
  readonly markdown: RenderMarkdown;
  readonly links: readonly SiteLink[];
}

/** What the parts of the page share. */
interface Shared {
  readonly highlight: Highlight;
  readonly addressOf: AddressOf;
  readonly prose: (text: string, entry: Entry) => Html;
}

/** The page of the library: every export with its signature, its contract and an address of its own. */
export function referencePage(reference: Reference, tools: ReferenceTools): string {
  const { highlight, markdown, links } = tools;
  const addressOf = addressesIn(reference, referencePath);
  const prose = (text: string, { name, file }: Entry): Html => {
    // Inside a class its own members go by their first names.
    const near: AddressOf = (one) => addressOf(`${name}.${one}`) ?? addressOf(one);
    const elsewhere: AddressOf = (one) => (one === name ? undefined : near(one));
    return linkedProse(markdown(text, contextFor(file)), elsewhere);
  };
  const ids = new PageIds(reference.themes.flatMap(({ entries }) => entries.flatMap(idsOf)));
  const themes = reference.themes.map((theme) => ({ ...theme, id: ids.claim(theme.title) }));
  const headings = themes.flatMap((theme) => headingsOf(theme, theme.id));
  const shared = { highlight, addressOf, prose };
  return layout({
    kind: "reference",
    path: referencePath,
    links,
    title: `Reference · ${courseTitle}`,
    description: "Every export of the library of the course: its signature, and what it promises.",
    aside: outlineAside(headings),
    main: html`<main id="${mainId}">
      <header class="lesson-header">
        <div class="opening prose">
          <h1>Reference</h1>
          <p>
            What <code>../src</code> exports, as its doc comments say it. Durations are
            milliseconds. An async function that fails rejects; what it rejects with is said where
            it can happen.
          </p>
        </div>
        ${outlineFold(headings)}
      </header>
      ${themes.map((theme) => themeSection(theme, theme.id, shared))}
    </main>`,
  });
}

const idsOf = (entry: Entry): string[] => [
  entry.name,
  ...entry.members.map((member) => memberId(entry, member)),
];

function headingsOf({ title, entries }: Theme, id: string): Heading[] {
  return [
    { level: 2, id, text: title },
    ...entries.map(({ name }) => ({ level: 3, id: name, text: name })),
  ];
}

function themeSection({ title, entries }: Theme, id: string, shared: Shared): Html {
  return html`<section class="ref-theme" aria-labelledby="${id}">
    <h2 id="${id}"><a class="anchor" href="#${id}">${title}</a></h2>
    ${entries.map((entry) => entrySection(entry, shared))}
  </section>`;
}

function entrySection(entry: Entry, shared: Shared): Html {
  const { highlight, addressOf } = shared;
  const { name, kind, file, signatures, members } = entry;
  return html`<section class="ref-entry" aria-labelledby="${name}">
    <div class="ref-head">
      <h3 id="${name}"><a class="anchor" href="#${name}">${name}</a></h3>
      <p class="ref-facts"><span class="ref-kind">${kind}</span> <span>${file}</span></p>
    </div>
    ${saysMore(entry) && signatureBlock({ id: name, entry: name, signatures }, highlight, addressOf)}
    ${documentation(entry.doc, entry, shared)}
    ${members.map((one) => memberPart(one, entry, shared))} ${inherited(entry, shared.addressOf)}
  </section>`;
}

/** "class Queue" is what the heading says already. */
function saysMore({ kind, name, signatures }: Entry): boolean {
  return signatures.some(({ text }) => text !== `${kind} ${name}`);
}

/** Its signature says its name to who sees; the heading says it to who listens, and to the outline of the page. */
function memberPart(member: Member, entry: Entry, shared: Shared): Html {
  const { highlight, addressOf } = shared;
  const id = memberId(entry, member);
  return html`<div class="ref-member">
    <h4 id="${id}">
      <a href="#${id}"
        ><span class="visually-hidden">${member.name}</span><span aria-hidden="true">#</span></a
      >
    </h4>
    ${signatureBlock({ id, entry: entry.name, signatures: member.signatures }, highlight, addressOf)}
    ${documentation(member.doc, entry, shared)}
  </div>`;
}

function documentation({ text, parameters, tags }: Doc, entry: Entry, shared: Shared): Html {
  const { prose } = shared;
  const named = parameters.map((one) => ({ ...one, name: html`<code>${one.name}</code>` }));
  const said = [...named, ...tags.map((one) => ({ ...one, name: html`${wordFor(one.name)}` }))];
  if (text === "" && said.length === 0) return html``;
  return html`<div class="prose ref-doc">
    ${prose(text, entry)}
    ${
      said.length > 0 &&
      html`<dl>
        ${said.map(
          (one) =>
            html`<dt>${one.name}</dt>
              <dd>${prose(one.text, entry)}</dd>`,
        )}
      </dl>`
    }
  </div>`;
}

function wordFor(tag: string): string {
  return tag.slice(0, 1).toUpperCase() + tag.slice(1);
}

function inherited({ inherited: names }: Entry, addressOf: AddressOf): Html | false {
  if (names.length === 0) return false;
  const link = (name: string): Html => {
    const address = addressOf(name);
    const code = html`<code>${name}</code>`;
    return address === undefined ? code : html`<a href="${address}">${code}</a>`;
  };
  const list = names.map((name, index) => html`${index > 0 && ", "}${link(name)}`);
  return html`<p class="note ref-inherited">Inherits ${list}.</p>`;
}

/** A doc comment links to names only, and its headings would be no one's: it needs little of a page. */
function contextFor(file: string): MarkdownContext {
  return {
    file,
    cellId: "",
    slugs: new Set(),
    ids: new PageIds(),
    headings: [],
    fragments: [],
  };
}
