import type * as StepperModule from "../../live/stepper/stepper.ts";
import { announce } from "./announce.ts";
import { load } from "./load.ts";

export type Stepper = typeof StepperModule;

/** A button that loads the stepper and then opens a run, in its own place. Where that fails, it says so. */
export function stepButton(
  open: (stepper: Stepper, button: HTMLElement) => Promise<void>,
): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "open-stepper";
  button.textContent = "Step through this run";
  button.addEventListener("click", () => {
    stepperModule()
      .then(async (stepper) => await open(stepper, button))
      .catch(() => announce("The steps could not be loaded"));
  });
  return button;
}

async function stepperModule(): Promise<Stepper> {
  await Promise.all([load("assets/stepper.js"), load("assets/stepper.css")]);
  return (self as unknown as { interleaveStepper: Stepper }).interleaveStepper;
}
