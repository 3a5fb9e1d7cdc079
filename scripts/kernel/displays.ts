import type { DisplayOutput, Output } from "./output.ts";

/** The displays of all cells by their id, so that a later cell can update what an earlier one showed. */
export class Displays {
  readonly #shown = new Map<string, DisplayOutput[]>();

  add(output: Output, content: Record<string, unknown>): void {
    const id = displayId(content);
    if (id === undefined || output.output_type !== "display_data") return;
    this.#shown.set(id, [...(this.#shown.get(id) ?? []), output]);
  }

  /** Changes every output that shows this display; gives them. */
  update(content: Record<string, unknown>): readonly DisplayOutput[] {
    const shown = this.#shown.get(displayId(content) ?? "") ?? [];
    for (const output of shown) {
      output.data = content["data"] as Record<string, unknown>;
      output.metadata = (content["metadata"] ?? {}) as Record<string, unknown>;
    }
    return shown;
  }
}

function displayId(content: Record<string, unknown>): string | undefined {
  const id = (content["transient"] as { display_id?: unknown } | undefined)?.display_id;
  return typeof id === "string" ? id : undefined;
}
