import { build } from "../../site/browser/build.ts";
import type { ItemState, RunState, TaskState } from "./state.ts";
import type { Step, Steps } from "./steps.ts";
import { contentOf, itemLabel, nameOf, seconds, standingText } from "./words.ts";

/** More than that nobody takes in at once: the others are counted. */
const mostTasks = 40;
const mostItems = 60;
const mostBars = 120;

/** What each task does, what the queue holds, and how long items have waited so far. */
export class Board {
  readonly element: HTMLElement;
  readonly #tasks = build("ul", { class: "stepper-tasks" });
  readonly #queues = build("div", { class: "stepper-queues" });
  readonly #responses = build("div", { class: "stepper-responses" });
  readonly #longest: number;

  constructor(steps: Steps) {
    const all = steps.at(steps.length - 1)?.state.responses ?? [];
    this.#longest = Math.max(1, ...all.map(({ ms }) => ms));
    this.element = build("div", { class: "stepper-board" }, [
      part("Tasks", this.#tasks),
      part("Queue", this.#queues),
      ...(all.length > 0 ? [part("Response times so far", this.#responses)] : []),
    ]);
  }

  show({ state }: Step): void {
    this.#tasks.replaceChildren(...taskLines(state));
    this.#queues.replaceChildren(...contentOf(state).map((queue) => queueRow(state, queue)));
    this.#responses.replaceChildren(...this.#strip(state));
  }

  #strip(state: RunState): readonly Node[] {
    const last = state.responses.at(-1);
    const bars = state.responses.slice(-mostBars).map(({ item, ms }) => {
      const bar = build("span", { title: `${itemTitle(state, item)}: ${seconds(ms)}` });
      bar.style.height = `${Math.max(4, (100 * ms) / this.#longest)}%`;
      return bar;
    });
    const text = last ? `${state.responses.length}, the last ${seconds(last.ms)}` : "none yet";
    return [
      build("div", { class: "stepper-bars", "aria-hidden": "true" }, bars),
      build("p", {}, [text]),
    ];
  }
}

function part(title: string, content: HTMLElement): HTMLElement {
  return build("div", {}, [build("p", { class: "stepper-title" }, [title]), content]);
}

function taskLines(state: RunState): readonly HTMLElement[] {
  if (state.tasks.length === 0) return [build("li", {}, ["none yet"])];
  const shown = shownOf(state.tasks);
  const lines = shown.map((task) => {
    const line = task.place ? `, line ${task.place.line}` : "";
    const name = build("strong", {}, [task.name]);
    return build("li", { "data-standing": task.standing }, [name, ` ${standingText(task)}${line}`]);
  });
  const left = state.tasks.length - shown.length;
  return left === 0 ? lines : [...lines, build("li", {}, [`and ${left} more`])];
}

/** Of many tasks those that still have something to do, and of these the one that runs. */
function shownOf(tasks: readonly TaskState[]): readonly TaskState[] {
  if (tasks.length <= mostTasks) return tasks;
  const rank = ({ standing }: TaskState): number =>
    standing === "running" ? 0 : standing === "returned" || standing === "failed" ? 2 : 1;
  const first = new Set([...tasks].sort((a, b) => rank(a) - rank(b)).slice(0, mostTasks));
  return tasks.filter((task) => first.has(task));
}

function queueRow(
  state: RunState,
  { queue, items }: ReturnType<typeof contentOf>[number],
): HTMLElement {
  const boxes = items.slice(0, mostItems).map((item) => {
    return build("li", { title: itemTitle(state, item) }, [itemLabel(state, item)]);
  });
  const name = build("p", {}, [
    `${queue}: ${items.length === 0 ? "empty" : `${items.length} inside`}`,
  ]);
  return build("div", {}, [
    name,
    ...(boxes.length > 0 ? [build("ol", { class: "stepper-items" }, boxes)] : []),
    ...(items.length > mostItems ? [`and ${items.length - mostItems} more behind them`] : []),
  ]);
}

function itemTitle(state: RunState, item: ItemState | undefined): string {
  if (item === undefined) return "an item that no task of the trace has made";
  return `item ${item.ordinal} of ${nameOf(state, item.madeBy)}, made at ${seconds(item.madeAt)}`;
}
