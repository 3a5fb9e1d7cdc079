import type { DisplayEvent, ErrorEvent, StreamEvent } from "../../protocol.ts";
import { errorOutput } from "../../../site/outputs/error.ts";
import { drawColoured } from "./colours.ts";
import { DisplayView } from "./display-view.ts";
import { HeldView } from "./held-view.ts";
import { elementOf } from "./markup.ts";
import { stepOffer, type AskSteps } from "./step-offer.ts";
import { StreamView } from "./stream-view.ts";

/** What may be asked later about a cell's last run. */
export interface Asks {
  /** What was held back of its output. */
  readonly rest: () => Promise<string | undefined>;
  /** The run behind its `index`-th trace. */
  readonly steps: (index: number, signal: AbortSignal) => ReturnType<AskSteps>;
}

/**
 * What stands below a cell. When a run starts, what stood there stays until something new comes, and the place keeps its
 * height until the run is over: the text below does not jump.
 */
export class OutputView {
  readonly element: HTMLElement;
  readonly #cellId: string;
  readonly #asks: Asks;
  #isOld = true;
  #views: (StreamView | DisplayView)[] = [];
  #count = 0;
  #traces = 0;
  #held: HeldView | undefined;

  constructor(element: HTMLElement, cellId: string, asks: Asks) {
    this.element = element;
    this.#cellId = cellId;
    this.#asks = asks;
  }

  begin(): void {
    this.#isOld = true;
    this.element.setAttribute("aria-busy", "true");
    this.element.style.minHeight = `${this.element.offsetHeight}px`;
  }

  stream({ name, text }: StreamEvent): void {
    const last = this.#views.at(-1);
    const continues = !this.#isOld && last instanceof StreamView && last.name === name;
    const view = continues ? last : this.#add(new StreamView(name));
    view.append(text);
    if (!continues) view.draw();
  }

  display({ data, trace }: Pick<DisplayEvent, "data" | "trace">): DisplayView {
    const view = this.#add(new DisplayView(this.#cellId, this.#isOld ? 1 : this.#count + 1));
    view.show(data);
    if (trace) this.#append(this.#stepOffer(() => view.element));
    return view;
  }

  /** The library recorded a run that no figure shows. */
  trace(): void {
    this.#append(this.#stepOffer());
  }

  error(error: ErrorEvent): void {
    let element = document.createElement("div");
    this.#append(element);
    drawColoured(error.traceback.join("\n"), () => {
      const drawn = elementOf(errorOutput(error));
      element.replaceWith(drawn);
      element = drawn as HTMLDivElement;
    });
  }

  held(characters: number): void {
    if (this.#isOld || this.#held === undefined) {
      this.#held = new HeldView(this.#cellId, this.#asks.rest);
      this.#append(this.#held.element);
    }
    this.#held.hold(characters);
  }

  /** Resolves when all that came stands in the page. */
  async end(): Promise<void> {
    if (this.#isOld) this.#clear();
    for (const view of this.#views) {
      if (view instanceof StreamView) view.draw();
      else await view.ready;
    }
    this.element.removeAttribute("aria-busy");
    this.element.style.minHeight = "";
  }

  /** What the cell printed to stdout since its run began. */
  get printed(): string {
    const streams = this.#views.filter((view) => view instanceof StreamView);
    return streams.map(({ text }) => text).join("");
  }

  #add<View extends StreamView | DisplayView>(view: View): View {
    this.#append(view.element);
    this.#views.push(view);
    return view;
  }

  #stepOffer(figure?: () => Element): HTMLElement {
    if (this.#isOld) this.#clear();
    const index = this.#traces++;
    return stepOffer(async (signal) => await this.#asks.steps(index, signal), figure);
  }

  #append(element: HTMLElement): void {
    if (this.#isOld) this.#clear();
    this.#count += 1;
    this.element.append(element);
  }

  #clear(): void {
    this.element.dispatchEvent(new CustomEvent("interleave:clear"));
    this.element.replaceChildren();
    this.#views = [];
    this.#held = undefined;
    this.#count = 0;
    this.#traces = 0;
    this.#isOld = false;
  }
}
