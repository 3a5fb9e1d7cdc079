import { saying } from "../build.ts";
import type { Case } from "../case.ts";

/** Links that lead nowhere. */
export const links: readonly Case[] = [
  {
    name: "a link to no lesson",
    bytes: saying("a\n[b](99-none.ipynb)"),
    refused: /cell text, line 1: links to no lesson: got 99-none\.ipynb/,
  },
  {
    name: "a link to no heading",
    bytes: saying("[b](#nowhere)"),
    refused: /cell text, line 1: a link must lead to a heading or a cell of the page, got #nowhere/,
  },
  {
    name: "a link that is no address",
    bytes: saying("[b](#%E0%A4%A) <a href='%'>c</a>"),
    refused: /a link must lead to/,
  },
  {
    name: "a link into the source tree",
    bytes: saying("[b](../src/../../../etc/passwd)"),
    shows: /<span>b<\/span>/,
  },
];
