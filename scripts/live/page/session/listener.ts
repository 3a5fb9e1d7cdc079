import { announce } from "../../../site/browser/announce.ts";
import type { EngineEvent } from "../../protocol.ts";
import { linesOf, type LiveCell } from "./cell.ts";
import type { DisplayView } from "./display-view.ts";

/** Shows what the engine tells: each event in the output of its cell. */
export function listener(cells: readonly LiveCell[]): (event: EngineEvent) => void {
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  const displays = new Map<string, DisplayView[]>();
  return (event) => {
    if (event.type === "compiler") return compilerChanged(event);
    const cell = byId.get(event.cellId);
    if (cell === undefined) return;
    switch (event.type) {
      case "stream":
        return cell.output.stream(event);
      case "error":
        cell.output.error(event);
        return cell.markErrors(linesOf(event));
      case "held":
        return cell.output.held(event.characters);
      case "display": {
        const view = cell.output.display(event);
        const { displayId } = event;
        if (displayId !== undefined)
          displays.set(displayId, [...(displays.get(displayId) ?? []), view]);
        return;
      }
      case "display-update":
        for (const view of displays.get(event.displayId) ?? []) view.show(event.data);
        return;
      case "trace":
        return cell.output.trace();
      case "queued":
      case "started":
      case "done":
      // The session asked for the run and is told by its promise.
    }
  };
}

/** A megabyte is on its way, once: who waits is told. */
function compilerChanged({ state, reason }: Extract<EngineEvent, { type: "compiler" }>): void {
  const place = document.querySelector<HTMLElement>(".live-status");
  const said = {
    absent: "",
    loading: "Loading the TypeScript compiler, once …",
    ready: "The TypeScript compiler is ready.",
    failed: `The TypeScript compiler could not be loaded${reason === undefined ? "" : `: ${reason}`}.`,
  }[state];
  if (place !== null) place.textContent = said;
  if (state === "failed") announce(said);
}
