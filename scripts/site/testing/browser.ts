import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { findChromium } from "../chromium.ts";

/** What tests in a browser share. Scripts for the page are strings: this program's types know no DOM. */

const executable = findChromium();

/** Why such tests are skipped; false where they run. */
export const skip = executable === undefined && "no Chromium found: apt-get install chromium";

export async function launch(): Promise<Browser> {
  const quiet =
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";
  return await chromium.launch({
    ...(executable === undefined ? {} : { executablePath: executable }),
    args: quiet.split(" "),
  });
}

export type Files = ReadonlyMap<string, string | Uint8Array>;

const types: Readonly<Record<string, string>> = {
  html: "text/html",
  css: "text/css",
  js: "text/javascript",
  png: "image/png",
  woff2: "font/woff2",
};

export interface SiteServer {
  readonly origin: string;
  /** Serves other files from now on. */
  replace(files: Files): void;
  close(): void;
}

/** What answers at a path that is no file's, given what was sent to it. */
export type Route = (body: string) => string | Promise<string>;

/** A site on a port of its own, as a static host has it, and perhaps a few paths that programs answer. */
export async function serveFiles(
  first: Files,
  routes: Readonly<Record<string, Route>> = {},
): Promise<SiteServer> {
  let files = first;
  const server: Server = createServer((request, response) => {
    const asked = decodeURIComponent((request.url ?? "/").slice(1).replace(/[?#].*$/, ""));
    const route = routes[asked];
    if (route) {
      void text(request).then(async (body) => response.end(await route(body)));
      return;
    }
    const path = asked === "" ? "index.html" : asked;
    const type = types[path.split(".").at(-1) ?? ""] ?? "text/plain";
    response.setHeader("content-type", `${type}; charset=utf-8`);
    // Chromium asks for an icon on its own; the site has none.
    response.statusCode = files.has(path) ? 200 : path === "favicon.ico" ? 204 : 404;
    response.end(files.get(path));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    replace: (next) => (files = next),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** What axe finds, best practices included, with the elements concerned. The context must bypass the page's policy. */
export async function axe(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate("'axe' in self"))) await page.addScriptTag({ path: axePath });
  return await page.evaluate(`axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => id + ": " + html.slice(0, 120) + " " + failureSummary)))`);
}

/** Everything that a page says went wrong, and every request that leaves the site. */
export function complaintsOf(page: Page, origin: string): readonly string[] {
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(?:data|blob):/.test(url))
      complaints.push(`request to ${url}`);
  });
  return complaints;
}

/** Where a visit goes, and in what kind of browser. */
export interface Visit extends BrowserContextOptions {
  /** The site's address, with a slash at its end. */
  readonly origin: string;
  /** The page's, from there. */
  readonly path: string;
  /** What a page may say although nothing is wrong. */
  readonly harmless?: RegExp;
  /** How long is waited for what must come, in milliseconds. */
  readonly patience?: number;
}

/** Opens a page as a new reader, and fails if it asked another site for anything or complained of something. */
export async function visit(
  browser: Browser,
  { origin, path, harmless, patience = 60_000, ...options }: Visit,
  look: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  const complaints = complaintsOf(page, origin);
  await page.goto(origin + path);
  await look(page);
  await context.close();
  assert.deepEqual(
    complaints.filter((one) => harmless?.test(one) !== true),
    [],
  );
}
