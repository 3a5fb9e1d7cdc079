import { codeBlock } from "../code/block.ts";
import type { Highlight } from "../code/highlight.ts";
import { trusted, type Html } from "../html.ts";
import type { Signature } from "./model.ts";
import { linkedLine, type AddressOf } from "./names.ts";

/** What a block of signatures is about. */
export interface Signed {
  /** "Queue.put": what a screen reader calls the block. */
  readonly id: string;
  /** "Queue": a link to it would lead to where the reader is. */
  readonly entry: string;
  readonly signatures: readonly Signature[];
}

/** Signatures as one block of code, in which the types of the library are links. */
export function signatureBlock(signed: Signed, highlight: Highlight, addressOf: AddressOf): Html {
  const { id, entry, signatures } = signed;
  const lines = signatures.flatMap((one) =>
    highlighted(one, highlight).map((line) => linkedLine(line, addressOf, entry)),
  );
  const source = signatures.map(({ text }) => text).join("\n");
  const block = { source, language: "typescript", label: `Signature of ${id}` };
  return codeBlock(block, () => lines);
}

/** The grammar knows what a type is only where types can stand: it needs to see a declaration. */
function highlighted({ form, text }: Signature, highlight: Highlight): readonly Html[] {
  if (form === "declaration") return highlight(text, "typescript");
  if (form === "member") {
    return highlight(`interface Around {\n${text}\n}`, "typescript").slice(1, -1);
  }
  const [first, ...rest] = highlight(text.replace(/^new /, "function "), "typescript");
  return [trusted((first?.text ?? "").replace("function ", "new ")), ...rest];
}
