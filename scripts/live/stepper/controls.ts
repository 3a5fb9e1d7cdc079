import { build } from "../../site/browser/build.ts";
import type { Steps } from "./steps.ts";
import { eventText, seconds } from "./words.ts";

/** Steps in a second of playing. */
const speeds = [1, 2, 5, 20];

/** Forward, back, play, speed, and where to jump. Tells which step is to be shown. */
export class Controls {
  readonly element: HTMLElement;
  readonly #steps: Steps;
  readonly #show: (index: number, isPlaying: boolean) => void;
  readonly #slider: HTMLInputElement;
  readonly #events: HTMLSelectElement;
  /** The steps that are listed as events. */
  readonly #listed: readonly number[];
  readonly #speed: HTMLSelectElement;
  readonly #play: HTMLButtonElement;
  readonly #forward: HTMLButtonElement;
  readonly #place = build("output", { class: "stepper-place" });
  #index = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(steps: Steps, show: (index: number, isPlaying: boolean) => void) {
    this.#steps = steps;
    this.#show = show;
    const last = String(steps.length - 1);
    this.#slider = build("input", {
      type: "range",
      min: "0",
      max: last,
      value: "0",
      "aria-label": "Step",
    });
    this.#slider.addEventListener("input", () => this.goTo(this.#slider.valueAsNumber));
    this.#events = eventList(steps);
    this.#listed = [...this.#events.options].map(({ value }) => Number(value));
    this.#events.addEventListener("change", () => this.goTo(Number(this.#events.value)));
    this.#speed = build(
      "select",
      { "aria-label": "Speed of playing" },
      speeds.map((one) => {
        return build("option", { value: String(one) }, [`${one} a second`]);
      }),
    );
    this.#speed.value = "2";
    this.#play = button("Play", "Play", () =>
      this.#timer === undefined ? this.#playOn() : this.#pause(),
    );
    this.#forward = button("Step ›", "One step forward", () => this.goTo(this.#index + 1));
    this.element = build("div", { class: "stepper-controls" }, [
      button("« Event", "Back to the event before", () => this.goTo(this.#eventBefore())),
      button("‹ Back", "One step back", () => this.goTo(this.#index - 1)),
      this.#play,
      this.#forward,
      button("Event »", "Forward to the next event", () => this.goTo(this.#eventAfter())),
      this.#slider,
      this.#place,
      build("label", {}, ["Jump to ", this.#events]),
      build("label", {}, ["Speed ", this.#speed]),
    ]);
  }

  /** Stops playing and shows this step, or the first or last if there is no such. */
  goTo(index: number): void {
    this.#pause();
    this.#turnTo(index, false);
  }

  /** Plays no longer. */
  close(): void {
    this.#pause();
  }

  focus(): void {
    this.#forward.focus();
  }

  /** Arrow keys and Home and End step, with Shift from event to event; where a list or code has the focus they are its own. */
  pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target as Element;
    if (target.closest("select, .code, .stepper-scroll, a") !== null) return;
    const to = this.#target(event);
    if (to === undefined) return;
    event.preventDefault();
    this.goTo(to);
  }

  #target({ key, shiftKey }: KeyboardEvent): number | undefined {
    switch (key) {
      case "ArrowRight":
        return shiftKey ? this.#eventAfter() : this.#index + 1;
      case "ArrowLeft":
        return shiftKey ? this.#eventBefore() : this.#index - 1;
      case "Home":
        return 0;
      case "End":
        return this.#steps.length - 1;
      case "Escape":
        return this.#timer === undefined ? undefined : this.#index;
      default:
        return undefined;
    }
  }

  #turnTo(index: number, isPlaying: boolean): void {
    const last = this.#steps.length - 1;
    this.#index = Math.max(0, Math.min(last, index));
    const step = this.#steps.at(this.#index);
    if (step === undefined) return;
    this.#slider.value = String(this.#index);
    const place = `Step ${this.#index + 1} of ${last + 1}`;
    this.#slider.setAttribute(
      "aria-valuetext",
      `${place}, ${seconds(step.state.at)}: ${eventText(step)}`,
    );
    this.#place.textContent = place;
    this.#events.selectedIndex = this.#optionAt(this.#index);
    this.#show(this.#index, isPlaying);
  }

  #playOn(): void {
    if (this.#index === this.#steps.length - 1) this.#turnTo(0, true);
    this.#play.textContent = "Pause";
    const next = (): void => {
      this.#turnTo(this.#index + 1, true);
      if (this.#index === this.#steps.length - 1) this.#pause();
      else this.#timer = setTimeout(next, 1000 / Number(this.#speed.value));
    };
    this.#timer = setTimeout(next, 1000 / Number(this.#speed.value));
  }

  #pause(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#play.textContent = "Play";
  }

  #isEvent(index: number): boolean {
    return this.#steps.events[index]?.type !== "line";
  }

  /** The last event of the list that is not later than a step. */
  #optionAt(index: number): number {
    let [from, to] = [0, this.#listed.length];
    while (to - from > 1) {
      const middle = (from + to) >> 1;
      if ((this.#listed[middle] ?? 0) <= index) from = middle;
      else to = middle;
    }
    return from;
  }

  #eventAfter(): number {
    for (let index = this.#index + 1; index < this.#steps.length; index += 1) {
      if (this.#isEvent(index)) return index;
    }
    return this.#steps.length - 1;
  }

  #eventBefore(): number {
    for (let index = this.#index - 1; index > 0; index -= 1) if (this.#isEvent(index)) return index;
    return 0;
  }
}

function button(text: string, label: string, press: () => void): HTMLButtonElement {
  const made = build("button", { type: "button", title: label }, [text]);
  made.addEventListener("click", press);
  return made;
}

function eventList(steps: Steps): HTMLSelectElement {
  const options = [...steps].flatMap((step, index) => {
    if (step.event.type === "line" && index > 0) return [];
    const text = index === 0 ? "the beginning" : `${seconds(step.state.at)} ${eventText(step)}`;
    return [build("option", { value: String(index) }, [text])];
  });
  const attributes = { class: "stepper-list", "aria-label": "Jump to an event" };
  return build("select", attributes, options);
}
