import { code, lesson } from "../build.ts";
import type { Case } from "../case.ts";

const ESC = "\u001b";

/** Errors that quote what nobody should. */
export const errors: readonly Case[] = [
  {
    name: "an error with markup and escapes",
    bytes: lesson(
      code([
        {
          output_type: "error",
          ename: "<b>E</b>",
          evalue: `<img src=x onerror=y()>${ESC}[2J`,
          traceback: ["</pre><script>x()</script>", `${ESC}]8;;javascript:x()\u0007at cell line 1`],
        },
      ]),
    ),
    shows: /&lt;b&gt;E&lt;\/b&gt;/,
    hides: /\x1b|<script>x|javascript:/,
  },
  {
    name: "an error in a line that is not there",
    bytes: lesson(
      code([
        {
          output_type: "error",
          ename: "E",
          evalue: "",
          traceback: ["> 99999999999999999999 | x", "at cell line 0"],
        },
      ]),
    ),
    shows: /99999999999999999999/,
  },
];
