import type { PageNumbers } from "./book-page.ts";

/**
 * On which page each link target of a document stands, read from the PDF that Chromium made of it:
 * CSS cannot say it (Chromium has no target-counter). Chromium writes the tables of pages and of
 * targets uncompressed. Throws an Error for a PDF in which they are not found.
 */
export function pageNumbersIn(pdf: Uint8Array): PageNumbers {
  const text = Buffer.from(pdf).toString("latin1");
  const objects = objectsIn(text);
  const catalog = [...objects.values()].find((body) => body.includes("/Type /Catalog"));
  const root = /\/Pages (\d+) 0 R/.exec(catalog ?? "")?.[1];
  const targets = /\/Dests (\d+) 0 R/.exec(catalog ?? "")?.[1];
  if (root === undefined || targets === undefined) {
    throw new Error("the PDF has no table of pages, or none of link targets");
  }
  const places = new Map(pagesBelow(root, objects).map((page, i) => [page, i + 1]));
  const found = (objects.get(targets) ?? "").matchAll(/\/([^\s[\]/]+) \[(\d+) 0 R/g);
  return new Map(
    [...found].map(([, name = "", page = ""]) => [unescaped(name), places.get(page) ?? 0]),
  );
}

/** Dictionaries by their number; what comes with a stream is left out, and needed by nobody here. */
function objectsIn(text: string): ReadonlyMap<string, string> {
  const found = text.matchAll(/\n(\d+) 0 obj\n(<<(?:(?!\bendobj\b|\bstream\b)[\s\S])*)endobj/g);
  return new Map([...found].map(([, number = "", body = ""]) => [number, body]));
}

function pagesBelow(number: string, objects: ReadonlyMap<string, string>): readonly string[] {
  const kids = /\/Kids \[([^\]]*)\]/.exec(objects.get(number) ?? "")?.[1];
  if (kids === undefined) return [number];
  return [...kids.matchAll(/(\d+) 0 R/g)].flatMap(([, kid = ""]) => pagesBelow(kid, objects));
}

/** A name of a PDF writes unusual characters as # and their code. */
function unescaped(name: string): string {
  return name.replace(/#([0-9A-Fa-f]{2})/g, (_all, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
