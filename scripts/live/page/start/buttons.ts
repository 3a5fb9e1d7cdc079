import { build } from "../../../site/browser/build.ts";
import { cellsOf, hasLocalKernel, nameOf, type CellAction } from "../lesson-page.ts";

export type LessonAction = "run-all" | "restart";

/** Per cell: what the button says, and what it says of itself at length. */
const ofCell: Readonly<
  Record<CellAction, (name: string) => readonly [text: string, title: string]>
> = {
  run: (name) => ["Run", `Run ${name} (Shift+Enter)`],
  stop: (name) => ["Stop", `Stop ${name}`],
  edit: (name) => ["Edit", `Edit ${name}`],
  reset: (name) => ["Reset", `Reset ${name} to the author's text`],
  "run-above": (name) => ["Run above", `Run above ${name}: all the cells before it`],
};

const ofLesson: Readonly<Record<LessonAction, readonly [text: string, title: string]>> = {
  "run-all": ["Run all", "Run all cells of this lesson, from the top"],
  restart: ["Restart", "Restart: forget all variables and start anew; your changes stay"],
};

/** Puts the buttons where they belong. One listener each for cells and lesson: buttons come and go. */
export function addButtons(
  main: HTMLElement,
  act: (cell: HTMLElement, action: CellAction) => void,
  actOnLesson: (action: LessonAction) => void,
): void {
  const cells = cellsOf(main);
  for (const [index, cell] of cells.entries()) addToCell(cell, index === 0);
  addToLesson(main);
  main.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>("[data-action]") : null;
    if (!button) return;
    const cell = button.closest<HTMLElement>(".cell[data-live]");
    if (cell !== null) act(cell, button.dataset["action"] as CellAction);
    else actOnLesson(button.dataset["action"] as LessonAction);
  });
}

/** Run stands beside the number, Stop takes its place; what else it offers has a place that is kept. */
function addToCell(cell: HTMLElement, isFirst: boolean): void {
  const bar = cell.querySelector(".cell-bar");
  if (bar === null) return;
  cell.dataset["live"] = "";
  const button = (action: CellAction): HTMLElement =>
    buttonOf(action, ...ofCell[action](nameOf(cell)));
  const [run, stop, reset] = [button("run"), button("stop"), button("reset")];
  stop.hidden = true;
  reset.hidden = true;
  bar.querySelector(".cell-number")?.after(build("span", { class: "cell-run" }, [run, stop]));
  const more = [reset, ...(isFirst ? [] : [button("run-above")]), button("edit")];
  bar.append(
    build("span", { class: "cell-more" }, [build("span", { class: "cell-state" }), ...more]),
  );
}

function addToLesson(main: HTMLElement): void {
  const actions = Object.keys(ofLesson) as LessonAction[];
  const bar = main.querySelector<HTMLElement>(".live-bar") ?? build("div", { class: "live-bar" });
  bar.hidden = false;
  const isElsewhere = hasLocalKernel();
  bar.append(
    ...actions.map((action) => buttonOf(action, ...ofLesson[action])),
    ...(isElsewhere ? [build("span", {}, ["Cells run on this computer, in Node."])] : []),
    build("span", { class: "live-status" }, [
      isElsewhere ? "Click into one to change it." : "Cells run here: click into one to change it.",
    ]),
  );
  if (!bar.isConnected) main.querySelector("h1")?.parentElement?.after(bar);
}

function buttonOf(action: string, text: string, title: string): HTMLButtonElement {
  return build(
    "button",
    { type: "button", "data-action": action, "aria-label": title.replace(/ \(.*/, ""), title },
    [text],
  );
}
