/**
 * Keeps one version of the site, whole, and answers from it. A page and everything it loads come
 * from the same version: a newer one is fetched beside it, checked file by file against its own
 * list, and used when no page of the old one is open, or when a reader asks for it.
 */
import { manifestName, takeOver, type SiteManifest } from "../offline/manifest.ts";
import { pathIn } from "./path-in.ts";

const worker = self as unknown as ServiceWorkerGlobalScope &
  Readonly<Record<typeof manifestName, SiteManifest>>;
const { version, files } = worker[manifestName];
const { scope } = worker.registration;

/** Other sites of the same host have caches, too. */
const ownCaches = `interleave ${scope} `;
const cacheName = ownCaches + version;

worker.addEventListener("install", (event) => event.waitUntil(fill()));
worker.addEventListener("activate", (event) => event.waitUntil(dropOthers()));
worker.addEventListener("message", ({ data }) => {
  if (data === takeOver) void worker.skipWaiting();
});
worker.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const path = pathIn(scope, url, files);
  if (method === "GET" && path !== undefined) event.respondWith(kept(path));
});

/** All or nothing: a host that is just being updated fails here, and the next visit tries again. */
async function fill(): Promise<void> {
  const cache = await caches.open(cacheName);
  try {
    await Promise.all(
      Object.keys(files).map(async (path) => {
        await cache.put(new URL(path, scope), await fetched(path));
      }),
    );
  } catch (error) {
    await caches.delete(cacheName);
    throw error;
  }
}

async function kept(path: string): Promise<Response> {
  const cache = await caches.open(cacheName);
  return (await cache.match(new URL(path, scope))) ?? (await fetched(path));
}

/** A file of this very version: fetch refuses any other by its integrity. */
async function fetched(path: string): Promise<Response> {
  const integrity = files[path] ?? "";
  const response = await fetch(new URL(path, scope), { cache: "no-cache", integrity });
  if (!response.ok) throw new Error(`${path} could not be fetched: ${response.status}`);
  // A host that rewrites addresses redirects; a page may not be answered with that.
  if (!response.redirected) return response;
  return new Response(response.body, { headers: response.headers });
}

async function dropOthers(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(ownCaches) && name !== cacheName);
  await Promise.all(old.map(async (name) => await caches.delete(name)));
}
