import { code, displaying, lesson } from "../build.ts";
import type { Case } from "../case.ts";

/** HTML outputs that try to get out of their box, to load or to run. */
export const html: readonly Case[] = [
  {
    name: "HTML with a form",
    bytes: displaying({
      "text/html":
        '<form action="//x.example"><input name=a onfocus=x() autofocus><button>go</button></form>',
    }),
    hides: /x\.example|onfocus/,
  },
  {
    name: "HTML with a script",
    bytes: displaying({ "text/html": "<div id=a></div><script>x()</script><style>*{}</style>" }),
    hides: /x\(\)/,
  },
  {
    name: "HTML with pictures from elsewhere",
    bytes: displaying({
      "text/html":
        '<img src="https://x.example/1.png" alt="one"><img srcset="//x.example/2.png 1x"><picture><source srcset="//x.example/3.png"></picture><video poster="//x.example/4.png">',
    }),
    shows: /one/,
    hides: /x\.example/,
  },
  {
    name: "HTML that leaves its box",
    bytes: displaying({
      "text/html":
        '</div></div></main><div class="site-header" id="page.main" style="position:fixed">over</div><table><tr><td>',
    }),
    shows: /over/,
    hides: /position:fixed/,
  },
  {
    name: "HTML that changes when it is read twice",
    bytes: displaying({
      "text/html":
        '<svg></p><style><a id="</style><img src=1 onerror=x()>"></svg><math><mi><table><mglyph><style><![CDATA[</style><img src=1 onerror=y()>]]></table></mi></math>',
    }),
  },
  {
    name: "HTML nested fifty thousand deep",
    bytes: displaying({ "text/html": "<div>".repeat(50_000) }),
  },
  {
    name: "the ids of two outputs",
    bytes: lesson(
      code(
        [1, 2].map(() => ({
          output_type: "display_data",
          metadata: {},
          data: {
            "text/html": '<p id="a">1</p><p id="a">2</p><svg><g id="a"/><use href="#a"/></svg>',
          },
        })),
      ),
    ),
  },
  {
    name: "a link of an output that leads nowhere",
    bytes: displaying({ "text/html": '<a href="none.html">a</a>' }),
    refused: /cell code: a link must lead to a page or a file of the site, got none\.html/,
  },
];
