import { readFile } from "node:fs/promises";
import { transform } from "esbuild";

/**
 * The stylesheets, each from the files of `theme`, in the order in which later ones may refine
 * earlier ones. A page loads the first and that of its kind; paper has one of its own.
 */
const stylesheets: Readonly<Record<string, readonly string[]>> = {
  "assets/site.css": "tokens base layout prose code cells outputs figures callouts finding".split(
    " ",
  ),
  "assets/course.css": ["course"],
  "assets/reference.css": ["reference"],
  "assets/map.css": ["asyncio"],
  "assets/print.css": ["print"],
};

/** The scripts that every page runs. The first runs before the page is drawn; it is complete without either. */
const scripts: Readonly<Record<string, string>> = {
  "assets/theme.js": "theme.js",
  "assets/site.js": "page.js",
};

/** The text face, and the licence that goes with it. */
const fonts = ["literata.woff2", "literata-italic.woff2", "OFL.txt"];

/** What all pages share: path in the site to content. */
export async function assets(): Promise<readonly (readonly [string, string | Uint8Array])[]> {
  const styles = Object.entries(stylesheets).map(async ([path, names]) => {
    const parts = await Promise.all(names.map(async (name) => await theme(`${name}.css`)));
    return [path, await small(parts.join("\n"), "css")] as const;
  });
  const code = Object.entries(scripts).map(
    async ([path, name]) => [path, await small(await theme(name), "js")] as const,
  );
  const faces = fonts.map(
    async (name) => [`assets/${name}`, await readFile(themeUrl(`fonts/${name}`))] as const,
  );
  return await Promise.all([...styles, ...code, ...faces]);
}

/** What only the book needs beside the styles of the pages. */
export async function bookStyle(): Promise<readonly [string, string]> {
  return ["assets/book.css", await small(await theme("book.css"), "css")];
}

/** Comments, indents and long names are for us; every reader would load them. */
async function small(source: string, loader: "css" | "js"): Promise<string> {
  const { code } = await transform(source, { loader, minify: true, charset: "utf8" });
  return code;
}

async function theme(name: string): Promise<string> {
  return await readFile(themeUrl(name), "utf8");
}

const themeUrl = (name: string): URL => new URL(`theme/${name}`, import.meta.url);
