import { parseFragment, serialize } from "parse5";
import { escapeHtml } from "../html.ts";

/**
 * Markup that a browser reads as it is written, and that stays where it is put. What was cleaned tag by tag need not:
 * a table in a table, or one that does not end, is moved by the browser, and may take the rest of the page along. Such markup is written anew as the browser would have it; what never comes to rest becomes text.
 */
export function settled(markup: string): string {
  let text = markup;
  for (let tries = 0; tries < 4; tries += 1) {
    if (staysInPlace(text)) return text;
    text = serialize(parseFragment(text));
  }
  return escapeHtml(markup);
}

/** Whether its end is found where it ends, and whether it reads the same when it is written down and read again. */
function staysInPlace(markup: string): boolean {
  const tree = parseFragment(`<div>${markup}</div><hr>`);
  const [place, after, ...more] = tree.childNodes;
  if (place === undefined || after?.nodeName !== "hr" || more.length > 0) return false;
  if (!("tagName" in place)) return false;
  const inside = serialize(place);
  return inside === serialize(parseFragment(markup)) && inside === serialize(parseFragment(inside));
}
