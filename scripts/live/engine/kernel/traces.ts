import { Steps } from "../../../kernel/shim/steps.js";
import type { RecordedTrace } from "../../stepper/recorded.ts";

/** What the library recorded while a cell ran, for the stepper. */
export class Traces {
  readonly steps = new Steps((run) => (this.#drawn = run));
  #drawn: RecordedTrace | undefined;

  constructor() {
    this.steps.install();
  }

  /** The run that is just being shown as a figure: to be asked once for each display. */
  shown(): RecordedTrace | undefined {
    const run = this.#drawn;
    this.#drawn = undefined;
    return run?.records.length === 0 ? undefined : run;
  }
}
