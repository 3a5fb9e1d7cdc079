/** What the service worker keeps, said once for the build, the worker and the page. */
export interface SiteManifest {
  /** Changes when any of the files does, and only then. */
  readonly version: string;
  /** Path to integrity ("sha256-…"), as fetch checks it. */
  readonly files: Readonly<Record<string, string>>;
}

export const workerPath = "service-worker.js";

/** The name under which the worker finds its manifest. */
export const manifestName = "interleave.site";

/** What the page says to a worker that waits: take over now. */
export const takeOver = "interleave.take-over";
