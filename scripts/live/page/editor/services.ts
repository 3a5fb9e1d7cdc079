import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { linter, type Diagnostic as Shown } from "@codemirror/lint";
import { hoverTooltip, type EditorView, type Tooltip } from "@codemirror/view";
import type { EditorOptions } from "./editor.ts";

type Services = Pick<EditorOptions, "diagnose" | "complete" | "hover">;

/** So long after the last key the types are checked. */
const checkAfterMs = 350;

/** Type errors, types and completions, asked of the compiler with the cell's text and what stands above it. */
export function services(options: Services) {
  return [
    linter(async (view) => await mistakes(view, options), { delay: checkAfterMs }),
    hoverTooltip(async (view, position) => await told(view, position, options)),
    autocompletion({ override: [async (context) => await completions(context, options)] }),
  ];
}

async function mistakes({ state }: EditorView, { diagnose }: Services): Promise<Shown[]> {
  const text = state.doc.toString();
  // Without the compiler there are no mistakes to show; that it could not be loaded is told elsewhere.
  const found = await diagnose(text).catch(() => []);
  return found.map(({ from, to, message, code }) => ({
    from: Math.min(from, text.length),
    to: Math.min(Math.max(to, from), text.length),
    severity: "error",
    message,
    source: `TS${code}`,
  }));
}

async function told(
  { state }: EditorView,
  position: number,
  { hover }: Services,
): Promise<Tooltip | null> {
  const known = await hover(state.doc.toString(), position).catch(() => undefined);
  if (known === undefined) return null;
  return {
    pos: known.from,
    end: known.to,
    above: true,
    create: () => {
      const dom = document.createElement("pre");
      dom.className = "told";
      dom.textContent = known.text;
      return { dom };
    },
  };
}

const kinds: Readonly<Record<string, string>> = {
  const: "constant",
  let: "variable",
  var: "variable",
  "local var": "variable",
  parameter: "variable",
  alias: "variable",
  function: "function",
  "local function": "function",
  method: "method",
  getter: "property",
  setter: "property",
  property: "property",
  class: "class",
  interface: "interface",
  type: "type",
  enum: "enum",
  module: "namespace",
  keyword: "keyword",
};

/** After a name has begun or a dot; anywhere else when asked for by Ctrl+Space. */
async function completions(
  context: CompletionContext,
  { complete }: Services,
): Promise<CompletionResult | null> {
  const isWanted = context.explicit || context.matchBefore(/[\w$]+$|\.$/) !== null;
  if (!isWanted) return null;
  const text = context.state.doc.toString();
  const found = await complete(text, context.pos).catch(() => undefined);
  if (found === undefined || context.aborted) return null;
  return {
    from: found.from,
    options: found.candidates.map(({ label, kind }, index) => ({
      label,
      type: kinds[kind] ?? "text",
      boost: -Math.min(index, 99),
    })),
    validFor: /^[\w$]*$/,
  };
}
