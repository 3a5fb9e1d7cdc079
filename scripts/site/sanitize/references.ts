import { svgPresentation } from "./elements.ts";

/** The attributes of one element, by name. */
export type Attributes = Readonly<Record<string, string>>;

/** Gives ids a prefix, and every reference to them. Only a link may point outside its output. */
export function scopeReferences(
  prefix: string,
): (tagName: string, attribs: Attributes) => Attributes {
  const idOf = (id: string): string => `${prefix}.${id.replace(/[^\w-]/g, "_")}`;
  // One output may hold an id twice, too.
  const taken = new Set<string>();
  const idList = (value: string): string => value.trim().split(/\s+/).map(idOf).join(" ");
  return (tagName, attribs) => {
    const entries = Object.entries(attribs).flatMap(([name, value]): [string, string][] => {
      if (name === "id") {
        const id = idOf(value);
        if (taken.has(id)) return [];
        taken.add(id);
        return [[name, id]];
      }
      if (name === "aria-labelledby" || name === "aria-describedby") return [[name, idList(value)]];
      if (name === "href" || name === "xlink:href") {
        if (value.startsWith("#")) return [["href", `#${idOf(value.slice(1))}`]];
        return tagName === "a" ? [[name, value]] : [];
      }
      if (!svgPresentation.has(name)) return [[name, value]];
      return isLocal(value) ? [[name, scopedUrls(value, idOf)]] : [];
    });
    return Object.fromEntries(entries);
  };
}

/** No colour and no list of dashes is longer; what is, is there to keep us busy. */
const longestValue = 1000;

const localUrl = /url\(\s*(["']?)#([^"')\s]+)\1\s*\)/g;
const functions = new Set("rgb rgba hsl hsla oklab oklch color-mix light-dark var calc".split(" "));

/**
 * Whether a value that CSS reads asks for nothing from elsewhere: besides references into the same
 * figure only colours may be computed. A backslash could spell any function, so none may stand in it.
 */
function isLocal(value: string): boolean {
  if (value.length > longestValue) return false;
  const called = value.replace(localUrl, "").matchAll(/([\w-]*)\s*\(/g);
  return !value.includes("\\") && [...called].every(([, name = ""]) => functions.has(name));
}

function scopedUrls(value: string, idOf: (id: string) => string): string {
  return value.replace(localUrl, (_match, _quote, id: string) => `url(#${idOf(id)})`);
}

/**
 * The page allows no style attributes. What a figure says in one that SVG can say in an attribute
 * is said there; the rest is dropped.
 */
export function styleToAttributes(attribs: Attributes): Attributes {
  const { style, ...rest } = attribs;
  if (style === undefined) return rest;
  const declared = style.split(";").flatMap((declaration): [string, string][] => {
    const colon = declaration.indexOf(":");
    const name = declaration.slice(0, colon).trim();
    const value = declaration.slice(colon + 1).trim();
    return colon > 0 && svgPresentation.has(name) ? [[name, value]] : [];
  });
  return { ...rest, ...Object.fromEntries(declared) };
}
