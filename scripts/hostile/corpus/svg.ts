import { code, displaying, lesson } from "../build.ts";
import type { Case } from "../case.ts";

/** Figures that try the same. */
export const svg: readonly Case[] = [
  {
    name: "SVG on the course map",
    bytes: lesson(
      code(
        [
          {
            output_type: "display_data",
            metadata: {},
            data: {
              "image/svg+xml":
                '<svg onload="x()" id="page.main"><script>y()</script><use href="//x.example"/></svg></li></main>',
            },
          },
        ],
        { metadata: { tags: ["real-time", "cover"] } },
      ),
    ),
    hides: /[xy]\(\)/,
  },
  {
    name: "SVG with a script and a page inside",
    bytes: displaying({
      "image/svg+xml":
        '<svg onload="x()"><script>y()</script><foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="z()"/></body></foreignObject><title>T</title></svg>',
    }),
    shows: /<title>T<\/title>/,
    hides: /[xyz]\(\)/,
  },
  {
    name: "SVG with an entity",
    bytes: displaying({
      "image/svg+xml":
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "<script>z()</script>">]><svg><text>&x;&y;</text></svg>',
    }),
    hides: /root:|<script>z/,
  },
  {
    name: "SVG that loads",
    bytes: displaying({
      "image/svg+xml":
        '<svg><image href="//x.example/1"/><use href="//x.example/2#a"/><rect fill="url(//x.example/3)" style="fill:url(//x.example/4);background:url(//x.example/5)"/><style>@import "//x.example/6"</style><feImage href="//x.example/7"/></svg>',
    }),
    hides: /x\.example/,
  },
  {
    name: "SVG that moves",
    bytes: displaying({
      "image/svg+xml":
        '<svg><a href="#"><animate attributeName="href" to="javascript:x()"/><set attributeName="onclick" to="x()"/></a></svg>',
    }),
    hides: /x\(\)/,
  },
  {
    name: "SVG with an endless colour",
    bytes: displaying({
      "image/svg+xml": `<svg><rect fill="${"url(#".repeat(50_000)}"/><rect stroke="${"a".repeat(200_000)}"/></svg>`,
    }),
  },
  {
    name: "SVG that is none",
    bytes: displaying({ "image/svg+xml": "<p>none</p>", "text/plain": "plain" }),
    shows: /plain/,
  },
  {
    name: "SVG nested twenty thousand deep",
    bytes: displaying({ "image/svg+xml": `<svg>${"<g>".repeat(20_000)}` }),
  },
];
