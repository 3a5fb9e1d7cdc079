import slugify from "@sindresorhus/slugify";

export const glossaryPath = "glossary.html";

/** The anchor of a term on the glossary page. */
export function termId(name: string): string {
  return slugify(name);
}
