import { Displays } from "../../../kernel/displays.ts";
import { appendOutput, outputOf, type Output } from "../../../kernel/output.ts";
import type { EngineEvent } from "../../protocol.ts";

/** What a page would show after these events, as nbformat has it. Updates of displays that others showed are left out. */
export function assembled(events: readonly EngineEvent[]): Output[] {
  const outputs: Output[] = [];
  const displays = new Displays();
  for (const event of events) {
    if (event.type === "display-update") {
      displays.update({ ...event, transient: { display_id: event.displayId } });
      continue;
    }
    const type = event.type === "display" ? "display_data" : event.type;
    const output = outputOf(type, event as unknown as Record<string, unknown>);
    if (output === undefined) continue;
    appendOutput(outputs, output);
    const displayId = event.type === "display" ? event.displayId : undefined;
    if (displayId !== undefined) displays.add(output, { transient: { display_id: displayId } });
  }
  return outputs;
}
