import { Random } from "../../../src/random.ts";
import type { Json } from "../build.ts";
import { chance, oneOf } from "./choose.ts";
import { mutateJson } from "./mutate-json.ts";
import { mutateBytes, mutateText } from "./mutate-text.ts";
import { outputFor } from "./payloads.ts";
import type { Piece } from "./pieces.ts";

/** The bytes that a seed stands for: always the same ones. */
export function caseOf(seed: number, pieces: readonly Piece[]): Uint8Array {
  const random = new Random(seed);
  const piece = oneOf(random, pieces);
  const kind = random.next();
  // Most pieces start with no heading; without one no lesson is rendered.
  const cells = [title, ...(piece["cells"] as readonly Json[])];
  if (chance(random, 0.3)) cells.push(displaying(random));
  const whole = { ...piece, cells };
  if (kind < 0.85) return Buffer.from(JSON.stringify(mutateJson(whole, random)) ?? "");
  const text = JSON.stringify(whole, null, 1);
  if (kind < 0.93) return Buffer.from(mutateText(text, random));
  return mutateBytes(Buffer.from(text), random);
}

const title = {
  cell_type: "markdown",
  id: "the-title",
  metadata: {},
  source: "# A title\n\nA summary.",
};

const mimes = [
  "text/html",
  "text/html",
  "image/svg+xml",
  "image/svg+xml",
  "text/markdown",
] as const;

/** Real lessons display little but figures, and few of the other types. */
function displaying(random: Random): Json {
  const mime = oneOf(random, mimes);
  const data = { [mime]: outputFor(mime, random) };
  const outputs = [{ output_type: "display_data", metadata: {}, data }];
  return {
    cell_type: "code",
    id: "displays",
    metadata: {},
    source: "1;",
    execution_count: null,
    outputs,
  };
}
