/** For tests: a whole page. Unlike a piece it has parts of its own that act: scripts, and whatever the theme needs. */
import { parse, serialize } from "parse5";
import { dangersOf, elementsOfPage } from "./safety.ts";

/**
 * What acts in a page, each kind once. What a page may hold is what the page of a harmless lesson holds: so this asks
 * nothing of the theme.
 */
export function actingIn(page: string): ReadonlySet<string> {
  const again = serialize(parse(page));
  return new Set([page, again].flatMap((one) => elementsOfPage(one).flatMap(dangersOf)));
}

/** Ids that stand more than once in a page. */
export function doubleIdsIn(page: string): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { attributes } of elementsOfPage(page)) {
    const { id } = attributes;
    if (id === undefined) continue;
    (seen.has(id) ? twice : seen).add(id);
  }
  return [...twice];
}
