/** SVG as text. Attributes and text are escaped; children are SVG already. */
export type Attributes = Readonly<Record<string, string | number>>;

export function element(
  name: string,
  attributes: Attributes,
  children: readonly string[] = [],
): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? round(value) : escape(value)}"`)
    .join("");
  return children.length === 0
    ? `<${name}${written}/>`
    : `<${name}${written}>${children.join("")}</${name}>`;
}

export const text = (content: string, attributes: Attributes): string =>
  element("text", attributes, [escape(content)]);

/** Finer than any screen, and fine enough for an opacity; more digits would only make files larger. */
export const round = (value: number): string => String(Math.round(value * 100) / 100);

/** Text as it may stand in an element or an attribute. */
export function escape(content: string): string {
  return content
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
