import { file } from "../build.ts";
import type { Case } from "../case.ts";

/** Files whose frame is not that of a notebook of ours. */
export const formats: readonly Case[] = [
  {
    name: "nbformat 3, with worksheets",
    bytes: JSON.stringify({
      nbformat: 3,
      nbformat_minor: 0,
      metadata: { name: "" },
      worksheets: [],
    }),
    refused: /: must be nbformat 4\.5, got 3\.0: open it in JupyterLab or VS Code and save it/,
  },
  ...[0, 1, 2, 3, 4, 6].map((minor) => ({
    name: `nbformat 4.${minor}`,
    bytes: file([], { nbformat_minor: minor }),
    refused: new RegExp(`: must be nbformat 4\\.5, got 4\\.${minor}`),
  })),
  { name: "nbformat as text", bytes: file([], { nbformat: "4" }), refused: /got "4"\.5/ },
  { name: "nbformat null", bytes: file([], { nbformat: null }), refused: /got null\.5/ },
  {
    name: "nbformat that cannot be printed",
    bytes: file([], { nbformat: { toString: null } }),
    refused: /got \{"toString":null\}\.5/,
  },
  { name: "no nbformat", bytes: "{}", refused: /must say its nbformat/ },
  { name: "cells null", bytes: file(null), refused: /"cells" must be a list of objects, got null/ },
  { name: "cells an object", bytes: file({}), refused: /must be a list of objects, got a object/ },
  { name: "a cell null", bytes: file([null]), refused: /must be a list of objects, got null/ },
  { name: "no cells at all", bytes: file([]), refused: /: must have a heading/ },
  {
    name: "metadata null",
    bytes: file([], { metadata: null }),
    refused: /breaks the nbformat 4\.5 schema: metadata must be object/,
  },
  {
    name: "another kernel",
    bytes: file([], { metadata: { kernelspec: { name: "python3", display_name: "" } } }),
    refused: /kernelspec\.name must be "tslab", got "python3"/,
  },
  {
    name: "a kernel that is an object",
    bytes: file([], { metadata: { kernelspec: { name: {}, display_name: "" } } }),
    refused: /kernelspec\.name must be string/,
  },
];
