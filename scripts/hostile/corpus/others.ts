import { displaying } from "../build.ts";
import type { Case } from "../case.ts";

/** Outputs of other types. */
export const others: readonly Case[] = [
  {
    name: "a type nobody knows",
    bytes: displaying({ "application/vnd.evil<script>": "x()" }),
    shows: /application\/vnd\.evil&lt;script&gt;/,
  },
  {
    name: "JavaScript as an output",
    bytes: displaying({ "application/javascript": "x()", "text/plain": "plain" }),
    shows: /plain/,
    hides: /x\(\)/,
  },
  {
    name: "widgets and plots",
    bytes: displaying({
      "application/vnd.jupyter.widget-view+json": { model_id: "x" },
      "application/vnd.plotly.v1+json": { data: [[[]]] },
    }),
    shows: /cannot be shown here/,
  },
  {
    name: "an output of nothing",
    bytes: displaying({}),
    shows: /\(nothing\) cannot be shown here/,
  },
  {
    name: "types that are JavaScript's own",
    bytes: displaying({ constructor: "x", toString: "y" }),
    shows: /constructor, toString/,
  },
  {
    name: "a picture with markup",
    bytes: displaying({ "image/png": '"><img src=x onerror=y()>' }),
    hides: /<img src="?x/,
  },
  {
    name: "markdown with a picture from elsewhere",
    bytes: displaying({ "text/markdown": "![a](https://x.example/1.png)" }),
    refused: /cell code, line 1: an image must/,
  },
  {
    name: "markdown with markup",
    bytes: displaying({
      "text/markdown": '<p onclick="x()">a</p></div></div><script>y()</script>',
    }),
    hides: /x\(\)|y\(\)/,
  },
];
