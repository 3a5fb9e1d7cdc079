import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { readCourse } from "../../lesson/course.ts";
import { Refused } from "../../lesson/error.ts";
import type { Lesson } from "../../lesson/lesson.ts";
import { barePage, loadPage, type Loading } from "../../site/looks/page-load.ts";
import { launch, serveFiles, skip } from "../../site/testing/browser.ts";
import { median } from "../statistics.ts";

export interface PageBench {
  readonly root: string;
  readonly rounds: number;
  readonly signal: AbortSignal;
}

const bare = "bare.html";

/**
 * How soon the longest lesson of the built site is there, beside the same text as markdown-it and
 * Shiki alone make a page of it: lines of a table. Each load is a first visit, in turn, so that a busy
 * machine is equally busy for both. Rejects with Refused where there is no site or no browser.
 */
export async function benchPage({ root, rounds, signal }: PageBench): Promise<string[]> {
  if (skip !== false) throw new Refused(skip);
  const dist = join(root, "dist");
  if (!existsSync(dist)) throw new Refused("there is no site in dist/: run npm run build first");
  const lesson = await longestLesson(root);
  const path = `${lesson.slug}.html`;
  const files: Map<string, string | Uint8Array> = await filesIn(dist);
  const server = await serveFiles(files.set(bare, await barePage(lesson)));
  const browser = await launch();
  const lines = [`lesson ${lesson.number}, first visits, medians of ${rounds} rounds`];
  try {
    for (const width of [360, 1280]) {
      const [ours, theirs]: [Loading[], Loading[]] = [[], []];
      for (let round = 0; round < rounds; round += 1) {
        signal.throwIfAborted();
        ours.push(await loadPage(browser, `${server.origin}/${path}`, width));
        theirs.push(await loadPage(browser, `${server.origin}/${bare}`, width));
      }
      lines.push(`${width} px`, ...rows(ours, theirs));
    }
  } finally {
    await browser.close();
    server.close();
  }
  return lines;
}

async function longestLesson(root: string): Promise<Lesson> {
  const { lessons } = await readCourse(root);
  const [longest] = [...lessons].sort((a, b) => b.minutes - a.minutes);
  if (longest === undefined) throw new Refused("there is no lesson in notebooks/");
  return longest;
}

async function filesIn(folder: string): Promise<Map<string, string | Uint8Array>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const read = files.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name);
    return [path.slice(folder.length + 1), await readFile(path)] as const;
  });
  return new Map(await Promise.all(read));
}

function rows(ours: readonly Loading[], theirs: readonly Loading[]): string[] {
  const row = (what: string, of: (one: Loading) => number, digits: number): string => {
    const [own, other] = [ours, theirs].map((all) => median(all.map(of)).toFixed(digits));
    return `  ${what.padEnd(36)} ${(own ?? "").padStart(8)}   bare: ${other ?? ""}`;
  };
  return [
    row("largest content after, ms", ({ contentMs }) => contentMs, 0),
    row("blocked in all, ms", ({ blockedMs }) => blockedMs, 0),
    row("moved by itself (layout shift)", ({ shift }) => shift, 4),
  ];
}
