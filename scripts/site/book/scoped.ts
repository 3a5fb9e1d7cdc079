/**
 * The ids of one page, and all references to them, under the page's name: so that several pages
 * can stand in one document. Links to pages of `present` lead into that document; links to other
 * pages of the site lose their target. For markup of our own making: every attribute is quoted.
 */
export function scoped(markup: string, page: string, present: ReadonlySet<string>): string {
  return markup
    .replace(/ id="([^"]+)"/g, ` id="${page}.$1"`)
    .replace(
      / (aria-labelledby|aria-describedby)="([^"]+)"/g,
      (_all, name: string, ids: string) =>
        ` ${name}="${ids
          .split(" ")
          .map((id) => `${page}.${id}`)
          .join(" ")}"`,
    )
    .replace(/="url\(#([^)"]+)\)"/g, `="url(#${page}.$1)"`)
    .replace(/ href="([^"]*)"/g, (_all, target: string) => hrefFor(target, page, present));
}

function hrefFor(target: string, page: string, present: ReadonlySet<string>): string {
  if (target.startsWith("#")) return ` href="#${page}.${target.slice(1)}"`;
  if (/^(?:https?|mailto):/.test(target)) return ` href="${target}"`;
  const [, name = "", id] = /^([\w.-]+)\.html(?:#(.*))?$/.exec(target) ?? [];
  if (!present.has(name)) return "";
  return ` href="#${id === undefined ? name : `${name}.${id}`}"`;
}
