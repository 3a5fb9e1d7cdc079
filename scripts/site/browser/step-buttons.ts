import type * as StepperModule from "../../live/stepper/stepper.ts";
import { announce } from "./announce.ts";
import { load } from "./load.ts";

/** Under every timeline whose run was recorded: a button that opens the stepper in its place. */
export function addStepButtons(): void {
  const file = document.querySelector<HTMLElement>("main")?.dataset["steps"];
  if (file === undefined) return;
  for (const cell of document.querySelectorAll<HTMLElement>(".cell:not([data-tags~=check])")) {
    const figures = [...cell.querySelectorAll(".figure")].filter((one) =>
      one.querySelector("svg.timeline"),
    );
    for (const [index, figure] of figures.entries())
      figure.after(stepButton(cell, figure, index, file));
  }
}

function stepButton(cell: HTMLElement, figure: Element, index: number, file: string): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "open-stepper";
  button.textContent = "Step through this run";
  button.addEventListener("click", () => {
    open({ cell: cell.id, index, figure, button, file }).catch(() => {
      announce("The steps could not be loaded");
    });
  });
  return button;
}

async function open(where: StepperModule.Where): Promise<void> {
  await Promise.all([load("assets/stepper.js"), load("assets/stepper.css")]);
  await (self as unknown as { interleaveStepper: typeof StepperModule }).interleaveStepper.open(
    where,
  );
}
