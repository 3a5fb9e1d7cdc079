import { setTimeout as sleep } from "node:timers/promises";
import { Hono } from "hono";
import { html } from "hono/html";
import { hostOf, type SitePage } from "../../src/exercises/lesson15-site.ts";
import { serve, type Serving } from "../web/serve.ts";

/** How long an answer takes, in milliseconds, where the page does not say. */
const usualMs = 40;

/** The hosts of a site as servers on this machine. */
export interface Hosts {
  /** Where a host listens: the port of "news.test". */
  readonly ports: ReadonlyMap<string, number>;
  /** On how many requests all of them work, and the most that was so far. */
  readonly load: { readonly now: number; readonly most: number };
  /** Resolves when the last answer is out and nobody listens any more. */
  stop(): Promise<void>;
}

/** A server for each host of a site, in this process, each on any free port. */
export async function startHosts(pages: readonly SitePage[]): Promise<Hosts> {
  const load = { now: 0, most: 0 };
  const servers = new Map<string, Serving>();
  for (const host of new Set(pages.map(({ address }) => hostOf(address)))) {
    const own = pages.filter(({ address }) => hostOf(address) === host);
    servers.set(host, await serve(appOf(own, load)));
  }
  const stops = async () => await Promise.all([...servers.values()].map((one) => one.stop()));
  return {
    ports: new Map([...servers].map(([host, { port }]) => [host, port])),
    load,
    stop: async () => void (await stops()),
  };
}

function appOf(pages: readonly SitePage[], load: { now: number; most: number }): Hono {
  const app = new Hono();
  app.use(async (_context, next) => {
    load.most = Math.max(load.most, (load.now += 1));
    await next();
    load.now -= 1;
  });
  for (const page of pages.filter(({ missing }) => !missing)) {
    let asked = 0;
    app.get(new URL(page.address).pathname, async (context) => {
      asked += 1;
      const { signal } = context.req.raw; // who does not wait any more is not answered
      await sleep(page.ms ?? usualMs, undefined, { signal }).catch(() => {});
      if (asked <= (page.busy ?? 0)) return context.text("busy", 503);
      return await context.html(asHtml(page));
    });
  }
  return app;
}

const asHtml = ({ title, links }: SitePage) =>
  html`<!doctype html>
    <html lang="en">
      <title>${title}</title>
      <h1>${title}</h1>
      ${links.map((link) => html`<p><a href="${link}">${link}</a></p>`)}
    </html>`;
