/** For tests: what a browser would find in a page. The parser is the one that browsers agree on, and none that we render with. */
import { parse, parseFragment, serialize, type DefaultTreeAdapterTypes } from "parse5";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** An element as text: its name and its attributes. */
export interface Found {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Every element of a page, in order, the contents of templates included. */
export function elementsOfPage(page: string): Found[] {
  return elementsBelow(parse(page));
}

/**
 * What in a piece of a page could act or load, as a browser reads it, and as it would read what it had written down
 * itself: some markup is harmless only the first time. Also says when a piece does not stay in its place.
 */
export function dangersIn(piece: string): string[] {
  const once = inPlace(piece);
  const twice = inPlace(serialize(contentOf(once)));
  const found = [once, twice].flatMap((tree) => elementsBelow(contentOf(tree)).flatMap(dangersOf));
  return [...new Set([...found, ...escapes(once), ...escapes(twice)])];
}

const fence = "after-the-piece";

/** A piece where pieces stand: inside an element that has a neighbour. */
function inPlace(piece: string): DefaultTreeAdapterTypes.DocumentFragment {
  return parseFragment(`<main><div>${piece}</div><p id="${fence}"></p></main>`);
}

function contentOf(tree: DefaultTreeAdapterTypes.DocumentFragment): Element {
  const main = tree.childNodes[0] as Element;
  return main.childNodes[0] as Element;
}

/** Markup that closes what it did not open, or leaves open what swallows the rest of the page. */
function escapes(tree: DefaultTreeAdapterTypes.DocumentFragment): string[] {
  const [main, ...others] = tree.childNodes as Element[];
  const [, after, ...more] = (main?.childNodes ?? []) as Element[];
  const inside = after?.attrs?.some(({ value }) => value === fence) ?? false;
  return inside && others.length === 0 && more.length === 0 ? [] : ["does not stay in its place"];
}

function elementsBelow(node: Node): Found[] {
  const own = "tagName" in node ? [foundIn(node)] : [];
  const children = "childNodes" in node ? node.childNodes : [];
  const hidden = "content" in node ? [node.content] : [];
  return [...own, ...[...children, ...hidden].flatMap(elementsBelow)];
}

function foundIn({ tagName, attrs }: Element): Found {
  const entries = attrs.map(({ name, prefix, value }) => [
    prefix ? `${prefix}:${name}` : name,
    value,
  ]);
  return { name: tagName, attributes: Object.fromEntries(entries) as Found["attributes"] };
}

/** Elements that run, load, ask for input, or change what others mean. */
const acting = new Set(
  (
    "script style link meta base iframe frame frameset object embed applet portal template noscript " +
    "form input button select option textarea keygen output label dialog audio video source track canvas " +
    "animate animatemotion animatetransform set discard foreignobject image feimage handler listener " +
    "plaintext xmp noembed noframes marquee isindex slot body head html"
  ).split(" "),
);

/** Attributes that run, load, send, or place something anywhere. */
const actingAttributes = new Set(
  (
    "style srcdoc srcset action formaction ping target xlink:href background poster data codebase " +
    "autofocus contenteditable accesskey is slot part nonce http-equiv manifest longdesc usemap name form"
  ).split(" "),
);

/** What in one element could act. */
export function dangersOf({ name, attributes }: Found): string[] {
  const said = (key: string, value: string): string => `<${name} ${key}="${value.slice(0, 60)}">`;
  return [
    ...(acting.has(name.toLowerCase()) ? [`<${name}>`] : []),
    ...Object.entries(attributes).flatMap(([key, value]) =>
      isActing(name, key.toLowerCase(), value) ? [said(key, value)] : [],
    ),
  ];
}

function isActing(element: string, key: string, value: string): boolean {
  if (key.startsWith("on") || actingAttributes.has(key)) return true;
  // As browsers read an address: without spaces around it, line breaks and tabs in it.
  const address = value.replace(/^[\0- ]+/, "").replace(/[\t\n\r]/g, "");
  if (key === "href") return element === "a" ? !isSafeLink(address) : !address.startsWith("#");
  if (key === "src") {
    return element !== "img" || !/^data:image\/(?:png|jpeg|gif|webp);base64,/.test(address);
  }
  // What is said to people, or to scripts of the page, leads nowhere.
  if (/^(?:alt|title|lang|id|class|aria-.*|data-.*)$/.test(key)) return false;
  return /^(?:javascript|vbscript|data):/i.test(address) || loadsByStyle(key, value);
}

function isSafeLink(address: string): boolean {
  if (address.startsWith("//") || /^[\\/]/.test(address)) return false;
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(address)?.[1]?.toLowerCase();
  return scheme === undefined || ["http", "https", "mailto"].includes(scheme);
}

/** Attributes that are read as CSS, in which something can be loaded. They may only point into their own page. */
const styling =
  /^(?:fill|stroke|color|clip-path|mask(?:-.*)?|marker(?:-.*)?|filter|cursor|(?:stop|flood|lighting)-color|font(?:-.*)?|shape-.*)$/;

function loadsByStyle(key: string, value: string): boolean {
  if (!styling.test(key)) return false;
  return /url\s*\(\s*(?!["']?\s*#)|image-set|src\s*\(|@import|\\/i.test(value);
}
