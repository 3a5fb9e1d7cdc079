import type { Output } from "../kernel/output.ts";

/**
 * A cell's outputs as they are committed and compared: a kernel may send one text in any number of pieces, and says
 * where the project lies on this machine; neither belongs to what the lesson shows.
 */
export function canonicalOutputs(outputs: readonly Output[], root: string): Output[] {
  const merged: Output[] = [];
  for (const output of outputs) {
    const last = merged.at(-1);
    if (
      output.output_type === "stream" &&
      last?.output_type === "stream" &&
      last.name === output.name
    ) {
      merged[merged.length - 1] = { ...last, text: last.text + output.text };
    } else {
      merged.push(output);
    }
  }
  return merged.filter(saysSomething).map((output) => canonical(output, root));
}

function saysSomething(output: Output): boolean {
  return output.output_type !== "stream" || output.text !== "";
}

function canonical(output: Output, root: string): Output {
  const own = (text: string): string => withoutRoot(text, root);
  switch (output.output_type) {
    case "stream":
      return { output_type: "stream", name: output.name, text: own(output.text) };
    case "error": {
      const { ename, evalue, traceback } = output;
      return { output_type: "error", ename, evalue: own(evalue), traceback: traceback.map(own) };
    }
    case "display_data":
      return { output_type: "display_data", data: ownData(output.data, own), metadata: {} };
    case "execute_result":
      return { ...output, data: ownData(output.data, own), metadata: {} };
  }
}

function ownData(data: Readonly<Record<string, unknown>>, own: (text: string) => string) {
  const entries = Object.entries(data).map(([mime, value]) => [mime, deep(value, own)]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}

function deep(value: unknown, own: (text: string) => string): unknown {
  if (typeof value === "string") return own(value);
  if (Array.isArray(value)) return value.map((inner) => deep(inner, own));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, deep(inner, own)]));
}

function withoutRoot(text: string, root: string): string {
  return text.replaceAll(`file://${root}/`, "").replaceAll(`${root}/`, "");
}
