import { announce } from "./announce.ts";
import type * as HoverModule from "./hover.ts";
import { load } from "./load.ts";

/** Gives every cell what its bar offers: its code as text, and its types by keyboard. */
export function addCellButtons(): void {
  const hasHovers = hoversFile() !== undefined;
  for (const cell of document.querySelectorAll<HTMLElement>(".cell")) {
    const code = cell.querySelector<HTMLElement>(".code");
    const bar = cell.querySelector(".cell-bar");
    if (code === null || bar === null) continue;
    const tools = document.createElement("span");
    tools.className = "cell-tools";
    if (hasHovers) tools.append(typesButton(cell));
    if ("clipboard" in navigator) tools.append(copyButton(code, cell));
    bar.append(tools);
  }
  if (hasHovers) loadOnFirstTouch();
}

/** The file with the types of this page's names; undefined where there is none. */
function hoversFile(): string | undefined {
  return document.querySelector<HTMLElement>("main")?.dataset["hovers"];
}

function copyButton(code: HTMLElement, cell: HTMLElement): HTMLButtonElement {
  const button = toolButton("Copy", `Copy the code of cell ${cell.id}`);
  button.classList.add("copy");
  const say = (outcome: string): void => {
    button.textContent = outcome;
    announce(outcome);
    setTimeout(() => (button.textContent = "Copy"), 2000);
  };
  button.addEventListener("click", () => {
    navigator.clipboard.writeText(code.textContent).then(
      () => say("Copied"),
      () => say("Not allowed"),
    );
  });
  return button;
}

function typesButton(cell: HTMLElement): HTMLButtonElement {
  const button = toolButton("Types", `Types of the names in cell ${cell.id}`);
  button.classList.add("types");
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    withHovers((hovers) => hovers.toggleNames(cell, button));
  });
  return button;
}

function toolButton(text: string, title: string): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.title = title;
  return button;
}

function withHovers(use: (hovers: typeof HoverModule) => void): void {
  hovers().then(use, () => announce("The types could not be loaded"));
}

async function hovers(): Promise<typeof HoverModule> {
  await Promise.all([load("assets/hover.js"), load("assets/hover.css")]);
  const module = (self as unknown as { interleaveHover: typeof HoverModule }).interleaveHover;
  await module.start(hoversFile() ?? "");
  return module;
}

/** Most readers of most pages never ask: the types come when a pointer or a finger first meets code. */
function loadOnFirstTouch(): void {
  const events = ["pointerover", "pointerdown"] as const;
  const touched = (event: Event): void => {
    if (!(event.target instanceof Element) || event.target.closest(".cell .code") === null) return;
    for (const name of events) document.removeEventListener(name, touched);
    // Nobody asked for anything yet: there is nothing to say if it fails.
    hovers().catch(() => undefined);
  };
  for (const name of events) document.addEventListener(name, touched, { passive: true });
}
