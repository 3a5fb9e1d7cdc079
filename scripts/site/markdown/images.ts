import type { MarkdownIt, Token } from "markdown-it";
import { isPicture, pictureTypes } from "../sanitize/picture.ts";
import { contextOf, lineOf, mistake, type MarkdownContext } from "./context.ts";

/** A picture must say in words what it shows, and must come with the notebook: as an attachment, or in its address. */
export function images(md: MarkdownIt): void {
  md.core.ruler.push("images", (state) => {
    for (const token of state.tokens) {
      for (const child of token.children ?? []) {
        if (child.type === "image") image(child, contextOf(state.env), lineOf(token));
      }
    }
  });
}

function image(token: Token, context: MarkdownContext, line: number | undefined): void {
  const source = String(token.attrGet("src") ?? "");
  if (token.content.trim() === "") {
    throw mistake(context, "an image must have a text: ![what it shows](…)", line);
  }
  const shown = source.startsWith("attachment:") ? attached(source, context, line) : source;
  if (!isPicture(shown)) throw mistake(context, notShown(source), line);
  token.attrSet("src", shown);
}

/** What is wrong with a picture from elsewhere. */
export function notShown(source: string): string {
  return (
    `an image must be drawn by a cell, be attached to it or be a data: URI ` +
    `(${pictureTypes.join(", ")}), got ${source.slice(0, 80) || "nothing"}`
  );
}

function attached(source: string, context: MarkdownContext, line: number | undefined): string {
  const name = nameIn(source.slice("attachment:".length));
  const bundle = context.attachments;
  if (bundle === undefined || !Object.hasOwn(bundle, name)) {
    throw mistake(context, `no picture of this name is attached to the cell: ${name}`, line);
  }
  const found = pictureTypes.map((type) => [`image/${type}`, bundle[name]?.[`image/${type}`]]);
  const [type, data] = found.find(([, value]) => value !== undefined) ?? [];
  const base64 = (Array.isArray(data) ? data.join("") : String(data)).replace(/\s+/g, "");
  const uri = `data:${String(type)};base64,${base64}`;
  if (isPicture(uri)) return uri;
  const rule = `an attached picture must be base64 of the type ${pictureTypes.join(", ")}`;
  throw mistake(context, `${rule}: ${name}`, line);
}

/** Spaces in a name are written %20. */
function nameIn(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
