/** What `import "tslab"` gives: tslab's own module, with what it displays sent to the page. */
import * as publicApi from "tslab/dist/public.js";
import { lastWriteDisplayDataTo } from "../node-names/tslab-jupyter.ts";
import type { RecordedTrace } from "../../stepper/recorded.ts";
import type { LiveOutput } from "./live-output.ts";

interface Content {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly transient: { readonly display_id?: string };
}

/** `shown` is asked with each display for the run that it shows. */
export function createTslab(
  output: LiveOutput,
  shown: () => RecordedTrace | undefined,
): () => unknown {
  lastWriteDisplayDataTo(({ data, metadata, transient }: Content, updates?: boolean) => {
    const displayId = transient.display_id;
    const trace = shown();
    if (updates && displayId !== undefined)
      output.publish({ type: "display-update", displayId, data, metadata });
    else {
      const named = displayId && { displayId };
      output.display({ type: "display", data, metadata, ...named, ...(trace && { trace }) });
    }
  });
  return () => publicApi;
}
