import { html, trusted, type Html } from "../html.ts";
import { memberId, type Reference } from "./model.ts";

/** Where the names of the library lead; undefined for any other name. */
export type AddressOf = (name: string) => string | undefined;

export const referencePath = "reference.html";

/** The addresses of all exports ("Queue") and of their members ("Queue.put"), from a page of the site. */
export function addressesIn(reference: Reference | undefined, page: string): AddressOf {
  const file = page === referencePath ? "" : referencePath;
  const addresses = new Map<string, string>();
  for (const entry of reference?.themes.flatMap(({ entries }) => entries) ?? []) {
    addresses.set(entry.name, `${file}#${entry.name}`);
    for (const member of entry.members) {
      addresses.set(`${entry.name}.${member.name}`, `${file}#${memberId(entry, member)}`);
    }
  }
  return (name) => addresses.get(name);
}

/**
 * Prose in which names of the library lead to their places: all that stand in code type, and of the
 * others those that can be no ordinary word ("QueueShutDown").
 */
export function linkedProse(prose: Html, addressOf: AddressOf): Html {
  // Links and code are matched whole, so that nothing inside them is changed.
  const part =
    /<(a|pre)\b[\s\S]*?<\/\1>|<code>([\s\S]*?)<\/code>|<[^>]*>|\b([A-Z][a-z]+[A-Z]\w*)\b/g;
  const linked = prose.text.replace(part, (whole, _tag, code?: string, word?: string) => {
    const name = code?.replace(/\(\)$/, "") ?? word;
    const address = name === undefined ? undefined : addressOf(name);
    return address === undefined ? whole : html`<a href="${address}">${trusted(whole)}</a>`.text;
  });
  return trusted(linked);
}

/** A line of highlighted code in which the names of other exports are links. */
export function linkedLine(line: Html, addressOf: AddressOf, self: string): Html {
  const linked = line.text.replace(/<[^>]*>|\b[A-Za-z]\w*\b/g, (word) => {
    const address = word === self || word.startsWith("<") ? undefined : addressOf(word);
    if (address === undefined || !/^[A-Z]/.test(word)) return word;
    return html`<a class="code-link" href="${address}">${word}</a>`.text;
  });
  return trusted(linked);
}
