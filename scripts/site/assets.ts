import { readFile } from "node:fs/promises";

/** By concern, in the order in which later files may refine earlier ones. */
const stylesheets = [
  "tokens",
  "base",
  "layout",
  "prose",
  "code",
  "cells",
  "outputs",
  "figures",
  "callouts",
  "finding",
  "course",
  "reference",
  "asyncio",
  "print",
];

/** The one stylesheet of the site. */
export async function stylesheet(): Promise<string> {
  const parts = await Promise.all(stylesheets.map((name) => theme(`${name}.css`)));
  return parts.map(withoutComments).join("");
}

/** What runs before a page is drawn, so that a chosen theme never flashes. */
export async function themeScript(): Promise<string> {
  return await theme("theme.js");
}

/** The script of the page: everything works without it. */
export async function script(): Promise<string> {
  return await theme("page.js");
}

/** The text face, and the licence that goes with it: file name to content. */
export async function fonts(): Promise<readonly (readonly [name: string, content: Uint8Array])[]> {
  const names = ["literata.woff2", "literata-italic.woff2", "OFL.txt"];
  return await Promise.all(
    names.map(async (name) => [name, await readFile(themeUrl(`fonts/${name}`))] as const),
  );
}

async function theme(name: string): Promise<string> {
  return await readFile(themeUrl(name), "utf8");
}

const themeUrl = (name: string): URL => new URL(`theme/${name}`, import.meta.url);

/** Comments and indents are for us; every reader would load them. No string in our styles holds either. */
function withoutComments(css: string): string {
  return css.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\n\s*/g, "\n");
}
