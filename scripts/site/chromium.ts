import { which } from "zx";

const programs = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
];

/** The Chromium of this machine: the one that CHROMIUM names, or the first that is found; undefined when there is none. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env["CHROMIUM"]) return env["CHROMIUM"];
  for (const program of programs) {
    const path = which.sync(program, { nothrow: true });
    if (path) return path;
  }
  return undefined;
}
