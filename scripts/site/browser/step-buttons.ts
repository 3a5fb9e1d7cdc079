import { stepButton } from "./step-button.ts";

/** Under every timeline whose run was recorded: a button that opens the stepper in its place. */
export function addStepButtons(): void {
  const file = document.querySelector<HTMLElement>("main")?.dataset["steps"];
  if (file === undefined) return;
  for (const cell of document.querySelectorAll<HTMLElement>(".cell:not([data-tags~=check])")) {
    const figures = [...cell.querySelectorAll(".figure")].filter((one) =>
      one.querySelector("svg.timeline"),
    );
    for (const [index, figure] of figures.entries()) {
      const run = { cell: cell.id, index, file };
      const open = stepButton(async (stepper, button) => {
        await stepper.openStored(run, { button, figure });
      });
      figure.after(open);
    }
  }
}
