import { createHash } from "node:crypto";
import { manifestName, type SiteManifest } from "./manifest.ts";

/** What nobody reads in a page: it is left to the network. */
const leftOut = /^(?:assets\/pictures\/|sitemap\.xml$|robots\.txt$|llms\.txt$|links\.json$)/;

/** The worker of a site: its program behind the list of what belongs together. */
export function serviceWorker(
  files: ReadonlyMap<string, string | Uint8Array>,
  program: string,
): string {
  return `self["${manifestName}"]=${JSON.stringify(manifestOf(files))};\n${program}`;
}

export function manifestOf(files: ReadonlyMap<string, string | Uint8Array>): SiteManifest {
  const entries = [...files]
    .filter(([path]) => !leftOut.test(path))
    .map(([path, content]) => [path, `sha256-${digest(content)}`] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const version = digest(JSON.stringify(entries)).replace(/\W/g, "").slice(0, 16);
  return { version, files: Object.fromEntries(entries) };
}

function digest(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("base64");
}
