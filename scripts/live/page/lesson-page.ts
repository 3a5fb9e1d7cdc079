/** A lesson's page as its scripts find it: the hooks of DESIGN.md, section 7. */

import { signName } from "../local/messages.ts";

/** What a button of a cell does. */
export type CellAction = "run" | "stop" | "reset" | "run-above" | "edit";

/** The root of a lesson whose cells can run in this page. */
export function liveLesson(): HTMLElement | undefined {
  return document.querySelector<HTMLElement>("main[data-lesson][data-live]") ?? undefined;
}

export const slugOf = (main: HTMLElement): string => main.dataset["lesson"] ?? "";

/** Whether the server that shows this page runs cells on a kernel of this computer (`npm start -- --kernel`). */
export const hasLocalKernel = (): boolean =>
  document.querySelector(`meta[name="${signName}"]`) !== null;

/** The cells that can run, in the order of the notebook: those that need Node only where there is one. */
export function cellsOf(main: HTMLElement): HTMLElement[] {
  return [...main.querySelectorAll<HTMLElement>(".cell[data-cell-id]")].filter(
    (cell) => codeOf(cell) !== undefined && (hasLocalKernel() || !hasTag(cell, "node-only")),
  );
}

export const idOf = (cell: HTMLElement): string => cell.dataset["cellId"] ?? "";

export function hasTag(cell: HTMLElement, tag: string): boolean {
  return (cell.dataset["tags"] ?? "").split(" ").includes(tag);
}

/** The static code of a cell: one element per line. */
export function codeOf(cell: HTMLElement): HTMLElement | undefined {
  return cell.querySelector<HTMLElement>("pre.code") ?? undefined;
}

export function outputOf(cell: HTMLElement): HTMLElement | undefined {
  return cell.querySelector<HTMLElement>("[data-output]") ?? undefined;
}

/** How a cell is called in words: by the number that its author's run gave it. */
export function nameOf(cell: HTMLElement): string {
  const number = /\[(\d+)\]/.exec(cell.querySelector(".cell-number")?.textContent ?? "")?.[1];
  return `cell ${number ?? idOf(cell)}`;
}
