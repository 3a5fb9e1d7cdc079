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

/** The one script of the site: everything works without it. */
export async function script(): Promise<string> {
  return await theme("page.js");
}

async function theme(name: string): Promise<string> {
  return await readFile(new URL(`theme/${name}`, import.meta.url), "utf8");
}

/** Comments are for us; every reader would load them. No string in our styles holds a comment. */
function withoutComments(css: string): string {
  return css.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\n\s*\n+/g, "\n");
}
