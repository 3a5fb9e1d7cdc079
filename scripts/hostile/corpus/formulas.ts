import { saying } from "../build.ts";
import type { Case } from "../case.ts";

/** Formulas that try the same, or never end. */
export const formulas: readonly Case[] = [
  {
    name: "a formula with a link that runs",
    bytes: saying("$\\href{javascript:x()}{y}$"),
    hides: /href="javascript/,
  },
  {
    name: "a formula with HTML",
    bytes: saying(
      "$\\htmlStyle{position:fixed}{x} \\htmlData{a=b}{y} \\includegraphics{//x.example}$",
    ),
    hides: /style="|<img/,
  },
  {
    name: "a formula without end",
    bytes: saying("$\\def\\x{\\x\\x}\\x$"),
    refused: /cell text, line 1: not a formula that KaTeX can read, got \$\\def/,
  },
  {
    name: "a formula of braces",
    bytes: saying(`$${"{".repeat(20_000)}${"}".repeat(20_000)}$`),
    refused: /not a formula that KaTeX can read, got \${{1,80}\$:/,
  },
  {
    name: "a formula as large as a house",
    bytes: saying("$\\rule{99999em}{99999em}$"),
    hides: /99999em" height/,
  },
];
