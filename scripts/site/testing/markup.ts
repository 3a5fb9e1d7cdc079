import sanitizeHtml from "sanitize-html";

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Every element of a page, as a parser sees it. */
export function elementsOf(page: string): readonly Element[] {
  const found: Element[] = [];
  sanitizeHtml(page, {
    allowedTags: [],
    onOpenTag: (name, attributes) => found.push({ name, attributes: { ...attributes } }),
  });
  return found;
}

/** The elements with a class. */
export function withClass(page: string, className: string): readonly Element[] {
  return elementsOf(page).filter(({ attributes }) =>
    (attributes["class"] ?? "").split(" ").includes(className),
  );
}

const activeElements = new Set(
  "iframe object embed form button textarea select base style audio video animate set foreignobject image portal template noscript".split(
    " ",
  ),
);

/**
 * What in a page could act: elements that load or run, event handlers, style attributes, and
 * references to anything that is not a page, a place in one or a picture that comes with it.
 */
export function activeParts(page: string): readonly string[] {
  return elementsOf(page).flatMap(({ name, attributes }) => [
    ...(activeElements.has(name.toLowerCase()) && !isFurniture(name, attributes) ? [name] : []),
    ...(name === "script" && !/^assets\/[\w-]+\.js$/.test(attributes["src"] ?? "")
      ? ["script"]
      : []),
    ...(name === "meta" && attributes["http-equiv"] === "refresh" ? ["meta refresh"] : []),
    ...Object.entries(attributes)
      .filter(([key, value]) => isActive(name, key.toLowerCase(), value))
      .map(([key, value]) => `${name} ${key}="${value}"`),
  ]);
}

/** The page's own buttons: no class of theirs passes the sanitizer. */
function isFurniture(name: string, attributes: Element["attributes"]): boolean {
  return name === "button" && /^open-(?:search|keys)$/.test(attributes["class"] ?? "");
}

function isActive(element: string, name: string, value: string): boolean {
  if (name.startsWith("on") || name === "style" || name === "srcdoc" || name === "srcset")
    return true;
  if (name === "action" || name === "formaction" || name === "ping" || name === "xlink:href")
    return true;
  if (name === "href")
    return !/^(?:#|https?:\/\/|mailto:|(?:assets|notebooks)\/|[\w.-]+\.html(?:#|$))/.test(value);
  if (name === "src" && element !== "script")
    return !/^data:image\/(?:png|jpeg|gif|webp);base64,/.test(value);
  return /javascript:|url\((?!#)/i.test(value) && element !== "meta";
}

/** Ids that stand more than once in a page. */
export function doubleIds(page: string): readonly string[] {
  const ids = elementsOf(page).flatMap(({ attributes }) => attributes["id"] ?? []);
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}
