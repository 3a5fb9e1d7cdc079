import { attributes, html, type Html } from "../html.ts";
import { openGraph } from "../meta/open-graph.ts";

export const courseTitle = "Interleave";

/**
 * Nothing but the page's own files: no inline script or style, no other host. Connections to the
 * page's own host are for what scripts fetch (the reload of `npm start`, search, live cells).
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Where the skip link leads. Ids with a dot are the page's own: no cell and no heading has one. */
export const mainId = "page.main";

/** A page beside the lessons, as the header and the lessons link to it. */
export interface SiteLink {
  readonly path: string;
  readonly text: string;
  /** What the course map says of it. */
  readonly about: string;
}

/** What the pages need to run their cells: see scripts/live. */
export interface LiveSite {
  /** The files that run cells, by path in the site. */
  readonly files: ReadonlyMap<string, string>;
  /** The policy of a page whose cells can be run, in place of that of all pages. */
  readonly policy: string;
}

export interface Page {
  readonly title: string;
  readonly description: string;
  readonly kind: "course" | "lesson" | "reference" | "map" | "missing";
  readonly path: string;
  readonly links: readonly SiteLink[];
  /** What it takes to have to do with live cells: those of a lesson, or what the reader did with them. */
  readonly live?: LiveSite | undefined;
  /** Beside the main column on wide screens. */
  readonly aside?: Html;
  /** The main element, with the id `mainId`. */
  readonly main: Html;
}

export function layout(page: Page): string {
  return html`<!doctype html>
    <html lang="en" class="${page.kind}-page">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="${page.live?.policy ?? contentSecurityPolicy}"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title}</title>
        <meta name="description" content="${page.description}" />
        <meta name="color-scheme" content="light dark" />
        ${openGraph(page, courseTitle)}
        <script src="assets/theme.js"></script>
        ${["site", ...(stylesOf[page.kind] ?? []), ...(page.live ? ["live"] : [])].map(stylesheet)}
        <link rel="stylesheet" href="assets/print.css" media="print" />
        <script src="assets/site.js" defer></script>
        <script src="assets/reader.js" defer></script>
        ${page.live && html`<script src="assets/live.js" defer></script>`}
      </head>
      <body>
        <a class="skip-link" href="#${mainId}">Skip to the text</a>
        ${siteHeader(page)}
        <div class="page">${page.aside} ${page.main}</div>
        ${siteFooter()}
      </body>
    </html> `.text;
}

/** The styles that only some pages need. */
const stylesOf: Readonly<Partial<Record<Page["kind"], readonly string[]>>> = {
  course: ["course"],
  missing: ["course"],
  reference: ["reference"],
  map: ["map"],
};

function stylesheet(name: string): Html {
  return html`<link rel="stylesheet" href="assets/${name}.css" />`;
}

function siteHeader({ path, links }: Page): Html {
  const leadTo = (href: string): Html =>
    attributes({ href, "aria-current": href === path && "page" });
  return html`<header class="site-header">
    <a class="brand" ${leadTo("index.html")}>${mark()}${courseTitle}</a>
    ${
      links.length > 0 &&
      html`<nav class="site-nav" aria-label="Beside the lessons">
        ${links.map((link) => html`<a ${leadTo(link.path)}>${link.text}</a> `)}
      </nav>`
    }
    ${searchButton()}
    <fieldset class="theme-switch">
      <legend class="visually-hidden">Colours</legend>
      ${themes.map(themeChoice)}
    </fieldset>
  </header>`;
}

/** It opens what the script loads for it; on a phone its sign is enough to see. */
function searchButton(): Html {
  return html`<button class="open-search" type="button" aria-keyshortcuts="/">
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <circle cx="6.5" cy="6.5" r="4.5" />
      <path d="M10 10l4.5 4.5" />
    </svg>
    <span>Search</span> <kbd aria-hidden="true">/</kbd>
  </button>`;
}

/** Each with its sign: a sun, a moon, a disc that is both. */
const themes: ReadonlyArray<readonly [name: string, sign: Html]> = [
  [
    "Light",
    html`<circle cx="8" cy="8" r="3" />
      <path d="M8 1v1.5m0 11V15M1 8h1.5m11 0H15M3 3l1 1m8 8 1 1M3 13l1-1m8-8 1-1" />`,
  ],
  ["Dark", html`<path d="M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3z" />`],
  ["System", html`<circle cx="8" cy="8" r="6" /> <path class="half" d="M8 2a6 6 0 0 1 0 12z" />`],
];

function themeChoice([name, sign]: (typeof themes)[number]): Html {
  const value = name.toLowerCase();
  const checked = value === "system" && html` checked`;
  return html`<label title="${name}">
    <input type="radio" name="theme" value="${value}" ${checked} />
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">${sign}</svg>
    <span class="visually-hidden">${name}</span>
  </label>`;
}

/** The course in one sign: three tasks, one after another's gap. */
function mark(): Html {
  return html`<svg class="mark" viewBox="0 0 32 20" width="32" height="20" aria-hidden="true">
    <path class="mark-a" d="M2 4h9M21 4h9" />
    <path class="mark-b" d="M8 10h12" />
    <path class="mark-c" d="M2 16h4M17 16h13" />
  </svg>`;
}

function siteFooter(): Html {
  return html`<footer class="site-footer">
    <p>
      ${courseTitle}: asynchronous programming in TypeScript, one small program at a time. MIT
      licence. No cookies, no tracking, no request to anyone else.
    </p>
    <button class="open-keys" type="button" aria-keyshortcuts="?">Keys</button>
  </footer>`;
}
