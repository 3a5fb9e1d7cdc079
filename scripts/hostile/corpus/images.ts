import { lesson, saying, text } from "../build.ts";
import type { Case } from "../case.ts";

/** Pictures that are not there, come from elsewhere, or are none. */
export const images: readonly Case[] = [
  {
    name: "an image that does not exist",
    bytes: saying("One.\n\n![a plot](plot.png)"),
    refused:
      /cell text, line 3: an image must be drawn by a cell, be attached to it or be a data: URI .*, got plot\.png/,
  },
  {
    name: "an image from elsewhere",
    bytes: saying("![a](https://x.example/pixel.png)"),
    refused: /cell text, line 1: an image must .*, got https:\/\/x\.example/,
  },
  {
    name: "an image in HTML that does not exist",
    bytes: saying("\n<img src='../../etc/passwd' alt=a onerror=x()>"),
    refused: /cell text, line 2: an image must .*, got \.\.\/\.\.\/etc\/passwd/,
  },
  {
    name: "an image without words",
    bytes: saying("![](data:image/png;base64,AA==)"),
    refused: /an image must have a text/,
  },
  {
    name: "an SVG as an address",
    bytes: saying("![a](data:image/svg+xml;base64,PHN2Zz4=)"),
    shows: /!\[a\]/,
    hides: /<img/,
  },
  {
    name: "an address that is no picture",
    bytes: saying("![a](data:image/png;base64,%22onerror=x)"),
    refused: /an image must be/,
  },
  {
    name: "an attachment",
    bytes: lesson(
      text("![a dot](attachment:../../a%20dot.png)", {
        attachments: { "../../a dot.png": { "image/png": "AA==" } },
      }),
    ),
    shows: /<img src="data:image\/png;base64,AA==" alt="a dot"/,
  },
  {
    name: "an attachment that is not there",
    bytes: lesson(text("![a](attachment:b.png)", { attachments: {} })),
    refused: /cell text, line 1: no picture of this name is attached to the cell: b\.png/,
  },
  {
    name: "an attachment that is a page",
    bytes: lesson(text("![a](attachment:b)", { attachments: { b: { "text/html": "<script>" } } })),
    refused: /an attached picture must be base64 of the type png/,
  },
  {
    name: "attachments of the wrong kind",
    bytes: lesson(text("a", { attachments: [] })),
    refused: /cell text: .*attachments must be object/,
  },
];
