import { Random } from "../../../src/random.ts";
import { oneOf } from "./choose.ts";
import { mutateJson } from "./mutate-json.ts";
import { mutateBytes, mutateText } from "./mutate-text.ts";
import type { Piece } from "./pieces.ts";

/** The bytes that a seed stands for: always the same ones. */
export function caseOf(seed: number, pieces: readonly Piece[]): Uint8Array {
  const random = new Random(seed);
  const piece = oneOf(random, pieces);
  const kind = random.next();
  // Most pieces start with no heading; without one no lesson is rendered.
  const whole = { ...piece, cells: [title, ...(piece["cells"] as readonly unknown[])] };
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
