import { codeBlock } from "../code/block.ts";
import type { Highlight } from "../code/highlight.ts";
import type { Html } from "../html.ts";
import { linkedLine, type AddressOf } from "./names.ts";
import type { Signature } from "./model.ts";

/** Signatures as one block of code, in which the types of the library are links. */
export function signatureBlock(
  name: string,
  signatures: readonly Signature[],
  highlight: Highlight,
  addressOf: AddressOf,
): Html {
  const lines = signatures.flatMap((one) =>
    highlighted(one, highlight).map((line) => linkedLine(line, addressOf, name)),
  );
  const source = signatures.map(({ text }) => text).join("\n");
  const block = { source, language: "typescript", label: `Signature of ${name}` };
  return codeBlock(block, () => lines);
}

/** A member is TypeScript only inside its interface: the grammar needs to see one around it. */
function highlighted({ form, text }: Signature, highlight: Highlight): readonly Html[] {
  if (form !== "member") return highlight(text, "typescript");
  return highlight(`interface Around {\n${text}\n}`, "typescript").slice(1, -1);
}
