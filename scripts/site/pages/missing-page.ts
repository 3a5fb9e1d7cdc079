import { html } from "../html.ts";
import { courseTitle, layout, mainId, type SiteLink } from "./layout.ts";

/** Static hosts show the file of this name for an address that leads nowhere. */
export const missingPath = "404.html";

/** For who followed a link that is gone: what may have happened, and where to go on. */
export function missingPage(links: readonly SiteLink[]): string {
  return layout({
    kind: "missing",
    path: missingPath,
    links,
    title: `Not found · ${courseTitle}`,
    description: "There is no page at this address.",
    main: html`<main id="${mainId}">
      <div class="prose">
        <p class="kicker"><span>404</span></p>
        <h1>Nobody put anything here</h1>
        <p class="lede">
          You asked for a page that is not in the course. A consumer would wait for it; you need
          not.
        </p>
        <p>
          Lessons keep their addresses, so perhaps a letter is missing. The
          <a href="index.html">course map</a> lists every page.
        </p>
      </div>
    </main>`,
  });
}
