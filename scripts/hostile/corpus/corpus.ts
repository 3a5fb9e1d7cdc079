import { cells } from "./cells.ts";
import { encodings } from "./encodings.ts";
import { errors } from "./errors.ts";
import { formats } from "./formats.ts";
import { formulas } from "./formulas.ts";
import { html } from "./html.ts";
import { images } from "./images.ts";
import { links } from "./links.ts";
import { markup } from "./markup.ts";
import { others } from "./others.ts";
import { svg } from "./svg.ts";
import { terminal } from "./terminal.ts";
import type { Case } from "../case.ts";

/** Every notebook that is not as it should be, and what becomes of it. */
export const corpus: readonly Case[] = [
  ...formats,
  ...cells,
  ...encodings,
  ...markup,
  ...images,
  ...formulas,
  ...links,
  ...terminal,
  ...errors,
  ...html,
  ...svg,
  ...others,
];
