/** Loaded when a reader first meets code: what TypeScript says of the name under the pointer, the finger or the focus. */
import { hoversName, type PackedHovers } from "../hover/hovers.ts";
import { announce } from "./announce.ts";
import { HoverTip } from "./hover-tip.ts";
import { loadData } from "./load.ts";
import { markNames, type Name } from "./names.ts";

const beforeShowing = 120;
/** Long enough to move from the name to what is said of it. */
const beforeHiding = 300;

let started: Promise<void> | undefined;
let data: PackedHovers;
let tip: HoverTip;
let timer: ReturnType<typeof setTimeout> | undefined;
/** The button of the cell whose names can be reached by keyboard. */
let openButton: HTMLElement | undefined;

/** Loads the types of the page; resolves when its names answer. */
export async function start(file: string): Promise<void> {
  started ??= begin(file);
  return await started;
}

async function begin(file: string): Promise<void> {
  data = await loadData<PackedHovers>(file, hoversName).catch((error: unknown) => {
    started = undefined;
    throw error;
  });
  tip = new HoverTip();
  document.addEventListener("pointerover", pointed);
  document.addEventListener("click", tapped);
  document.addEventListener("focusin", focused);
  document.addEventListener("keydown", pressed);
  const under = [...document.querySelectorAll(":hover")].at(-1);
  if (under !== undefined) consider(under);
}

/** Lets the Tab key visit the names of a cell, or no longer. */
export function toggleNames(cell: HTMLElement, button: HTMLElement): void {
  const closing = button === openButton;
  closeNames();
  if (closing) return;
  const names = namesOf(cell);
  const folded = cell.querySelector<HTMLDetailsElement>(".cell-source");
  if (folded !== null) folded.open = true;
  for (const name of names) {
    name.tabIndex = 0;
    name.setAttribute("role", "button");
  }
  openButton = button;
  button.setAttribute("aria-pressed", "true");
  cell.classList.add("shows-names");
  if (names.length === 0) announce("No names in this cell");
  names[0]?.focus();
}

function closeNames(): void {
  const cell = openButton?.closest<HTMLElement>(".cell");
  if (!openButton || !cell) return;
  openButton.setAttribute("aria-pressed", "false");
  openButton = undefined;
  tip.hide();
  cell.classList.remove("shows-names");
  for (const name of namesOf(cell)) {
    name.removeAttribute("tabindex");
    name.removeAttribute("role");
  }
}

const marked = new WeakMap<HTMLElement, readonly Name[]>();
const said = new WeakMap<Element, readonly [type: string, doc: string]>();

function namesOf(cell: HTMLElement): readonly HTMLElement[] {
  const known = marked.get(cell) ?? markNames(cell, data.cells[cell.id] ?? []);
  marked.set(cell, known);
  for (const { element, text } of known) said.set(element, data.texts[text] ?? ["", ""]);
  return known.map(({ element }) => element);
}

function nameAt(target: EventTarget | null): HTMLElement | undefined {
  const code = target instanceof Element ? target.closest(".cell .code") : null;
  const cell = code?.closest<HTMLElement>(".cell");
  if (!cell) return undefined;
  namesOf(cell);
  const at = target as Element;
  return at.closest<HTMLElement>(".name") ?? undefined;
}

/** What was to happen before no longer matters. */
function show(name: HTMLElement): void {
  clearTimeout(timer);
  const texts = said.get(name);
  if (texts !== undefined) tip.show(name, texts);
}

function after(ms: number, what: () => void): void {
  clearTimeout(timer);
  timer = setTimeout(what, ms);
}

function consider(target: Element): void {
  const name = nameAt(target);
  if (name !== undefined) after(beforeShowing, () => show(name));
  else if (tip.contains(target)) clearTimeout(timer);
  else if (!tip.isAt(document.activeElement)) after(beforeHiding, () => tip.hide());
}

function pointed(event: PointerEvent): void {
  if (event.pointerType !== "touch" && event.target instanceof Element) consider(event.target);
}

/** A finger has no hovering: it asks by touching, and is done by touching anything else. */
function tapped(event: MouseEvent): void {
  if (event.target instanceof Node && tip.contains(event.target)) return;
  const name = nameAt(event.target) ?? nameUnder(event);
  if (name !== undefined) return show(name);
  clearTimeout(timer);
  tip.hide();
}

/** The first touch marks the names: the one below it is there only now. */
function nameUnder({ clientX, clientY }: MouseEvent): HTMLElement | undefined {
  return nameAt(document.elementFromPoint(clientX, clientY));
}

function focused(event: FocusEvent): void {
  const name = nameAt(event.target);
  if (name !== undefined) return show(name);
  clearTimeout(timer);
  tip.hide();
}

function pressed(event: KeyboardEvent): void {
  if (event.key === "Escape" && !event.defaultPrevented) {
    clearTimeout(timer);
    if (tip.isShown) tip.hide();
    else leaveNames();
  }
  const name = nameAt(event.target);
  if (name === undefined || (event.key !== "Enter" && event.key !== " ")) return;
  event.preventDefault();
  show(name);
}

function leaveNames(): void {
  const button = openButton;
  closeNames();
  button?.focus();
}
