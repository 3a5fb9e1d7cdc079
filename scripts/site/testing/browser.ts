import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { chromium, type Browser, type Page } from "playwright-core";

/** What tests in a browser share. Scripts for the page are strings: this program's types know no DOM. */

const executable = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find((path) => existsSync(path));

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

/** A site on a port of its own, as a static host has it. */
export async function serveFiles(first: Files): Promise<SiteServer> {
  let files = first;
  const server: Server = createServer((request, response) => {
    const asked = decodeURIComponent((request.url ?? "/").slice(1).replace(/[?#].*$/, ""));
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
