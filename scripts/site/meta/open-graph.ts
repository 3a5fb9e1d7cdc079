import { attributes, html, type Html } from "../html.ts";

/** What a page says of itself to whoever shows a link to it. */
export interface Described {
  readonly title: string;
  readonly description: string;
  readonly path: string;
  readonly kind: string;
}

export const iconPath = "assets/icon.svg";

export const pictureSize = { width: 1200, height: 630 } as const;

/** Lessons have a picture of their own; every other page has that of the course. */
export function picturePath({ kind, path }: Pick<Described, "kind" | "path">): string {
  const name = kind === "lesson" ? path.replace(/\.html$/, "") : "course";
  return `assets/pictures/${name}.png`;
}

/**
 * Open Graph for links that are shared, and the page's sign. Addresses are relative, so that the
 * site may lie anywhere; `placed` makes them whole.
 */
export function openGraph(page: Described, siteName: string): Html {
  const properties = {
    "og:type": page.kind === "lesson" ? "article" : "website",
    "og:site_name": siteName,
    "og:title": page.title,
    "og:description": page.description,
    "og:image": picturePath(page),
    "og:image:width": pictureSize.width,
    "og:image:height": pictureSize.height,
    "og:image:alt": `${page.title}, in large letters above a figure of the course`,
  };
  return html`${Object.entries(properties).map(
      ([property, content]) => html`<meta ${attributes({ property, content })} />`,
    )}<meta name="twitter:card" content="summary_large_image" /><link
      rel="icon"
      href="${iconPath}"
      type="image/svg+xml"
    />${page.kind === "missing" && html`<meta name="robots" content="noindex" />`}`;
}

/** A page that knows where it is served: its canonical address, and its picture's in full. */
export function placed(page: string, path: string, base: string | undefined): string {
  if (base === undefined) return page;
  const address = addressOf(path, base);
  const own = html`<meta property="og:url" content="${address}" /><link
      rel="canonical"
      href="${address}"
    />`;
  return page
    .replace('<meta property="og:image" content="', (start) => `${start}${base}`)
    .replace("</head>", (end) => `${own.text}${end}`);
}

/** The address of a file of the site; that of the course map is the site's own. */
export function addressOf(path: string, base: string | undefined): string {
  if (base === undefined) return path;
  return base + (path === "index.html" ? "" : path);
}
