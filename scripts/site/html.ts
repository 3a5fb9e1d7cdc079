/** Text that is known to be well-formed HTML. Everything else is escaped when it enters a template. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** What a template takes: nothing is shown for null, undefined and false. */
export type Content = Html | string | number | false | null | undefined | readonly Content[];

/** What an attribute takes: true gives the bare name; null, undefined and false leave it out. */
export type AttributeValue = string | number | boolean | null | undefined;

/** Says that a string is HTML already. Only for text that a renderer or a sanitizer made. */
export function trusted(text: string): Html {
  return new Html(text);
}

/** A template that escapes what is put into it. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  const parts = unindented(strings).map((text, index) =>
    index < values.length ? text + render(values[index]) : text,
  );
  return new Html(parts.join(""));
}

const unindentedTemplates = new WeakMap<TemplateStringsArray, readonly string[]>();

/** The indents of our templates mean nothing to a browser. What is put into a template keeps its own. */
function unindented(strings: TemplateStringsArray): readonly string[] {
  const known = unindentedTemplates.get(strings);
  if (known !== undefined) return known;
  const parts = strings.map((text) => text.replace(/\n\s+/g, "\n"));
  unindentedTemplates.set(strings, parts);
  return parts;
}

/** Attributes for use inside a tag: html`<a ${attributes({ href })}>`. */
export function attributes(values: Readonly<Record<string, AttributeValue>>): Html {
  const parts = Object.entries(values).flatMap(([name, value]) => {
    if (value === null || value === undefined || value === false) return [];
    return value === true ? [name] : [`${name}="${escapeHtml(String(value))}"`];
  });
  return new Html(parts.join(" "));
}

/** Makes text safe in element content and in double-quoted attributes. */
export function escapeHtml(text: string): string {
  return escapeText(text).replaceAll('"', "&quot;");
}

/** Makes text safe in element content only: code has many quotes, and every page much code. */
export function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function render(value: Content): string {
  if (value === null || value === undefined || value === false) return "";
  if (value instanceof Html) return value.text;
  if (typeof value === "string") return escapeHtml(value);
  if (typeof value === "number") return String(value);
  return value.map(render).join("");
}
