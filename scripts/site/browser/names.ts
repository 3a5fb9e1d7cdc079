import type { PackedHover } from "../hover/hovers.ts";

/** A name of the code, as an element, and which text belongs to it. */
export interface Name {
  readonly element: HTMLElement;
  readonly text: number;
}

/** Puts an element around every name of a cell of which something is known. */
export function markNames(cell: HTMLElement, hovers: readonly PackedHover[]): readonly Name[] {
  const lines = cell.querySelectorAll(".code .line");
  const names = hovers.map(([line, start, length, text]) => {
    const element = enclose(lines[line - 1], start, length);
    return element && { element, text };
  });
  return names.filter((name) => name !== undefined);
}

/** A name is one token, so it lies within one text of its line. */
function enclose(
  line: Element | undefined,
  start: number,
  length: number,
): HTMLElement | undefined {
  if (line === undefined) return undefined;
  const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  let before = 0;
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const text = node as Text;
    const from = start - before;
    if (from < text.length)
      return from + length <= text.length ? wrap(text, from, length) : undefined;
    before += text.length;
  }
  return undefined;
}

function wrap(text: Text, start: number, length: number): HTMLElement {
  const name = text.splitText(start);
  name.splitText(length);
  const element = document.createElement("span");
  element.className = "name";
  name.replaceWith(element);
  element.append(name);
  return element;
}
