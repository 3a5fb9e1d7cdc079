import { announce } from "../../../site/browser/announce.ts";
import { stepButton, type Stepper } from "../../../site/browser/step-button.ts";
import type { SteppedRun } from "../../protocol.ts";

/** What is said of a run beside its steps. */
const notes: Readonly<Record<SteppedRun["lines"], string>> = {
  known: "",
  unknown:
    "Which lines this run reached is not known: run once more, its cells did something else, as they do when they ask a real clock, or chance.",
  stopped: "Which lines this run reached is not known: you did not wait for it.",
};

/** Asks for a run; the signal says that nobody waits for its lines any more. */
export type AskSteps = (signal: AbortSignal) => Promise<SteppedRun>;

/**
 * A button that opens the stepper of a run of the reader. To find out which lines it reached takes as long as its cells
 * take once more: who presses again gets the run without them.
 */
export function stepOffer(ask: AskSteps, figure?: () => Element): HTMLButtonElement {
  let waiting: AbortController | undefined;
  const open = async (stepper: Stepper, button: HTMLElement): Promise<void> => {
    if (waiting) return waiting.abort();
    waiting = new AbortController();
    const { textContent } = button;
    button.textContent = "Finding out which lines it reached … press to go on without";
    announce(button.textContent);
    try {
      const { run, texts, lines } = await ask(waiting.signal);
      const shown = { run, texts, note: notes[lines] };
      stepper.open(shown, { button, ...(figure && { figure: figure() }) });
    } finally {
      waiting = undefined;
      button.textContent = textContent;
    }
  };
  return stepButton(open);
}
