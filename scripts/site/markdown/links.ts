import type { MarkdownIt, Token } from "markdown-it";
import slugify from "@sindresorhus/slugify";
import { lineReference } from "../../lesson/line-references.ts";
import { contextOf, lineOf, mistake, type MarkdownContext } from "./context.ts";

/** Links between notebooks become links between pages; links into the source tree become text. */
export function links(md: MarkdownIt): void {
  md.core.ruler.push("links", (state) => {
    const context = contextOf(state.env);
    for (const token of state.tokens) {
      for (const child of token.children ?? []) {
        if (child.type === "link_open") rewrite(child, context, lineOf(token));
      }
      unlinkSources(token.children ?? []);
    }
  });
}

const notebookLink = /^(?:\.\/|(?:\.\.\/)*notebooks\/)?([\w-]+)\.ipynb(?:#(.*))?$/;

/** Where a link to a notebook leads in the site; undefined for any other link. */
export function pageAddress(href: string): { slug: string; href: string } | undefined {
  const [, slug, fragment] = notebookLink.exec(href) ?? [];
  if (slug === undefined) return undefined;
  return { slug, href: `${slug}.html${fragment ? `#${anchorOf(fragment)}` : ""}` };
}

function rewrite(token: Token, context: MarkdownContext, line: number | undefined): void {
  const href = String(token.attrGet("href") ?? "");
  const page = pageAddress(href);
  if (page !== undefined) {
    if (!context.slugs.has(page.slug)) {
      throw mistake(context, `links to no lesson: got ${href}`, line);
    }
    token.attrSet("href", page.href);
    return;
  }
  if (lineReference(href) !== undefined) {
    token.attrSet("class", "lines");
    context.fragments.push({ id: href.slice(1), cellId: context.cellId, line });
    return;
  }
  if (!href.startsWith("#") || token.attrGet("class") === "anchor") return;
  const id = anchorOf(href.slice(1));
  token.attrSet("href", `#${id}`);
  context.fragments.push({ id, cellId: context.cellId, line });
}

/** Jupyter names a heading "#What-we-build", the page "#what-we-build". */
function anchorOf(fragment: string): string {
  return slugify(decoded(fragment));
}

/** A lone per cent sign is one. */
function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/** Source files are no part of the site: in the page their link is only a name. */
function unlinkSources(children: readonly Token[]): void {
  let inside = false;
  for (const token of children) {
    if (token.type === "link_open")
      inside = /^\.\.\/(?!notebooks\/)/.test(String(token.attrGet("href")));
    if (inside && (token.type === "link_open" || token.type === "link_close")) {
      token.tag = "span";
      token.attrs = null;
    }
  }
}
