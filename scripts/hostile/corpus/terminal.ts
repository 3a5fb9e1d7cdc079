import { printing } from "../build.ts";
import type { Case } from "../case.ts";

const ESC = "\u001b";

/** What a cell printed, with everything that a terminal would obey. */
export const terminal: readonly Case[] = [
  {
    name: "colours",
    bytes: printing(`${ESC}[31mred${ESC}[0m ${ESC}[38;5;200mpink${ESC}[38;2;1;2;3m true`),
    shows: /ansi-red-fg">red/,
    hides: /\x1b|style=/,
  },
  {
    name: "a link, a title, a clipboard",
    bytes: printing(
      `${ESC}]8;;javascript:x()${ESC}\\a${ESC}]8;;${ESC}\\ ${ESC}]0;title\u0007 ${ESC}]52;c;eA==\u0007b`,
    ),
    shows: /a {2}b/,
    hides: /\x1b|javascript|title\u0007|eA==/,
  },
  {
    name: "an OSC that does not end",
    bytes: printing(`a ${ESC}]8;;https://x.example and ${ESC}P and\nb`),
    shows: /a [\s\S]*b/,
    hides: /x\.example/,
  },
  {
    name: "movement and deletion",
    bytes: printing(`a${ESC}[2J${ESC}[1;1H${ESC}[?1049h${ESC}cb\bc\u0007\u0000`),
    shows: /abc/,
    hides: /\x1b|\x08|\x00/,
  },
  {
    name: "one-byte controls",
    bytes: printing("\u009b31ma\u009d0;t\u009cb"),
    hides: /[\x80-\x9f]/,
  },
  {
    name: "a colour with markup",
    bytes: printing(`${ESC}[31"><img src=x onerror=y()>m ${ESC}[<script>m`),
    hides: /<img|<script>m/,
  },
  {
    name: "a stream with markup",
    bytes: printing("</pre></div><script>x()</script>", "stderr"),
    shows: /&lt;\/pre&gt;&lt;\/div&gt;&lt;script&gt;x/,
  },
  {
    name: "a hundred thousand line breaks, then a word",
    bytes: printing(`${"\n".repeat(100_000)}word`),
    shows: /word/,
  },
  {
    name: "a hundred thousand carriage returns, then a word",
    bytes: printing(`${"\r".repeat(100_000)}word`),
    shows: /word/,
  },
  {
    name: "a hundred thousand escapes",
    bytes: printing(`${`${ESC}[`.repeat(100_000)}word`),
    shows: /data-output/,
  },
  {
    name: "two million letters in one line",
    bytes: printing("letters ".repeat(250_000)),
    shows: /letters letters/,
  },
  {
    name: "a hundred thousand lines",
    bytes: printing("line\n".repeat(100_000)),
    shows: /99980 more lines/,
  },
];
