import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join, relative } from "node:path";
import sirv from "sirv";
import { Refused } from "./error.ts";
import { reloadPath, reloadScript, withReload } from "./reload.ts";
import type { KernelBridge } from "../live/local/bridge.ts";
import type { BuildEnd } from "./warm-builder.ts";

export interface CourseServer {
  readonly url: string;
  /** The same, with what a browser must know to use the kernel, if there is one. */
  readonly address: string;
  /** Tells every open page how a build ended: it loads itself again, or says what went wrong. */
  show(end: BuildEnd): void;
  close(): Promise<void>;
}

/** What `serve` is told besides. */
export interface ServeOptions {
  /** Runs the cells of the pages on kernels of this computer; the project whose cells they are. Default: they run in the page. */
  readonly kernelFor?: string;
}

/** Serves a folder on the loopback interface, on `port` or, when that is taken, on the next free one. */
export async function serve(
  folder: string,
  port: number,
  { kernelFor }: ServeOptions = {},
): Promise<CourseServer> {
  const pages = new Set<ServerResponse>();
  let last: BuildEnd = { ok: true, problem: "" };
  const files = sirv(folder, { dev: true, etag: true });
  const server = createServer((request, response) => {
    const path = pathOf(request);
    if (local && !local.bridge.admits(request)) return refuse(response);
    if (local) setHeaders(response);
    if (local && path === local.address) return send(response, "text/javascript", local.script);
    if (path === `${reloadPath}/events`) return subscribe(pages, response, last);
    if (path === `${reloadPath}/script.js`) return send(response, "text/javascript", reloadScript);
    void pageWithReload(folder, path).then((page) => {
      const copy = page === undefined ? undefined : (local?.bridge.page(page) ?? page);
      if (copy !== undefined) send(response, "text/html; charset=utf-8", copy);
      else files(request, response, () => notFound(response));
    });
  });
  const local = kernelFor === undefined ? undefined : await openLocal(server, kernelFor);
  const url = await listen(server, port);
  return {
    url,
    address: local?.addressOf(url) ?? url,
    show: (end) => {
      last = end;
      for (const page of pages) page.write(eventOf(end));
    },
    close: async () => {
      await local?.bridge.close();
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

interface Local {
  readonly bridge: KernelBridge;
  /** Where the script is with which pages use it. */
  readonly address: string;
  readonly script: string;
  addressOf(url: string): string;
}

/** What it takes is loaded only where it is asked for. */
async function openLocal(server: Server, root: string): Promise<Local> {
  const { KernelBridge } = await import("../live/local/bridge.ts");
  const { localEngineScript } = await import("../live/local/engine-script.ts");
  const { addressWith, engineAddress: address } = await import("../live/local/messages.ts");
  const bridge = new KernelBridge(server, root);
  const addressOf = (url: string): string => addressWith(url, bridge.token);
  return { bridge, address, script: await localEngineScript(), addressOf };
}

/** No other page may show these in a frame, where a reader could be made to click, or run them as its own. */
function setHeaders(response: ServerResponse): void {
  response.setHeader("x-frame-options", "DENY");
  response.setHeader("cross-origin-resource-policy", "same-origin");
}

function refuse(response: ServerResponse): void {
  response.writeHead(403, { "content-type": "text/plain" });
  response.end("This server answers to 127.0.0.1 and localhost only.\n");
}

async function listen(server: Server, first: number): Promise<string> {
  for (let port = first; port < Math.min(first + 20, 65_536); port += 1) {
    const taken = await tryListen(server, port);
    if (taken === undefined) {
      if (port !== first) console.log(`port ${first} is taken, using ${port}`);
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    }
    if (taken !== "EADDRINUSE") throw new Refused(`cannot listen on port ${port} (${taken})`);
  }
  throw new Refused(`the ports from ${first} on are taken: choose another with --port`);
}

async function tryListen(server: Server, port: number): Promise<string | undefined> {
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

function pathOf({ url = "/" }: IncomingMessage): string {
  try {
    return decodeURIComponent(new URL(url, "http://localhost").pathname);
  } catch {
    return "/";
  }
}

/** The page at a path, with the script that reloads it; undefined when it is not a page. */
async function pageWithReload(folder: string, path: string): Promise<string | undefined> {
  const names = path.endsWith("/") ? [`${path}index.html`] : [path, `${path}.html`];
  for (const name of names.filter((one) => one.endsWith(".html"))) {
    const file = join(folder, name);
    if (relative(folder, file).startsWith("..")) return undefined;
    const page = await readFile(file, "utf8").catch(() => undefined);
    if (page !== undefined) return withReload(page);
  }
  return undefined;
}

function subscribe(pages: Set<ServerResponse>, response: ServerResponse, last: BuildEnd): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write(last.ok ? ": here\n\n" : eventOf(last));
  pages.add(response);
  response.once("close", () => pages.delete(response));
}

function eventOf({ ok, problem }: BuildEnd): string {
  return `event: ${ok ? "built" : "failed"}\ndata: ${JSON.stringify(problem)}\n\n`;
}

function send(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { "content-type": type, "cache-control": "no-store" }).end(body);
}

function notFound(response: ServerResponse): void {
  const text = withReload(
    "<!doctype html><title>Interleave</title><p>There is no such page (yet).</body>",
  );
  response.writeHead(404, { "content-type": "text/html; charset=utf-8" }).end(text);
}
