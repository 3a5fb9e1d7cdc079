import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { Refused } from "../../lesson/error.ts";
import { findChromium } from "../chromium.ts";

const run = promisify(execFile);
const longestMs = 300_000;

/** The Chromium that prints. Refused when there is none. */
export function chromiumPath(env: NodeJS.ProcessEnv = process.env): string {
  const found = findChromium(env);
  if (found !== undefined) return found;
  throw new Refused(
    "--pdf needs Chromium or Chrome, and none was found: sudo apt-get install chromium, or say where it is: CHROMIUM=/path npm run build -- --pdf",
  );
}

/**
 * Prints index.html of the files as a PDF with outline and tags. Nothing in it says when it was
 * made: the same files give the same bytes. Rejects with Refused when Chromium fails or takes
 * longer than five minutes.
 */
export async function printed(
  files: ReadonlyMap<string, string | Uint8Array>,
  chromium = chromiumPath(),
): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), "interleave-book-"));
  try {
    for (const [path, content] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    const pdf = join(folder, "book.pdf");
    await run(chromium, options(folder, pdf), { timeout: longestMs, maxBuffer: 2 ** 24 });
    return withoutTime(await readFile(pdf));
  } catch (error) {
    throw new Refused(`${chromium} could not print the course: ${(error as Error).message}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function options(folder: string, pdf: string): string[] {
  return [
    "--headless",
    "--disable-gpu",
    // Chromium's sandbox refuses to run as root; what it prints is our own page, without scripts.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    `--user-data-dir=${join(folder, "profile")}`,
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
    `--print-to-pdf=${pdf}`,
    pathToFileURL(join(folder, "index.html")).href,
  ];
}

function withoutTime(pdf: Buffer): Uint8Array {
  const text = pdf.toString("latin1");
  return Buffer.from(
    text.replace(/(\/(?:CreationDate|ModDate) \(D:)\d{14}/g, "$119700101000000"),
    "latin1",
  );
}
