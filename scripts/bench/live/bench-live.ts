import { code, lesson } from "../../lesson/testing.ts";
import { EnginePages, type EnginePage } from "../../live/engine/testing/page.ts";
import { median } from "../statistics.ts";

/** What is measured, in the order in which a reader meets it, and what was promised: milliseconds. */
const promised = {
  "first Run, cold": 300,
  "Run, warm": 20,
  "first diagnostics, compiler and all": 3_000,
  "an edited cell": 60,
  "Stop of an endless loop": 100,
} as const;

type Figure = keyof typeof promised;

export interface LiveBench {
  readonly rounds: number;
  readonly signal: AbortSignal;
}

/**
 * How long a reader waits for live cells, as lines of a table: wall clock in a browser, medians. Each round has a page and
 * a cache of its own; the site comes from this machine.
 */
export async function benchLive({ rounds, signal }: LiveBench): Promise<string[]> {
  const lessonToRun = lesson(code("hello", 'console.log("hello");'));
  const browser = await EnginePages.open([lessonToRun]);
  const all: Readonly<Record<Figure, number>>[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      signal.throwIfAborted();
      const page = await browser.page(lessonToRun.slug);
      all.push(await figuresOf(page));
      await page.close();
    }
  } finally {
    await browser.close();
  }
  return Object.entries(promised).map(([name, limit]) => {
    const ms = median(all.map((figures) => figures[name as Figure]));
    return `${name.padEnd(38)} ${ms.toFixed(1).padStart(8)} ms   promised: ${limit}`;
  });
}

async function figuresOf(page: EnginePage): Promise<Readonly<Record<Figure, number>>> {
  const timed = async (what: string): Promise<number> =>
    await page.page.evaluate(
      `(async () => { const start = performance.now(); await ${what}; return performance.now() - start; })()`,
    );
  const engine = `harness.engine("engine")`;
  const cold = await timed(`harness.run("engine", "hello")`);
  await timed(`harness.run("engine", "hello")`);
  const warm = await timed(`harness.run("engine", "hello")`);
  const diagnostics = await timed(`${engine}.diagnose("hello", "const a: string = 1;")`);
  await timed(`harness.run("engine", "hello", "const a = [1, 2].map(String); a")`);
  const edited = await timed(`harness.run("engine", "hello", "const b = [1, 2, 3]; b")`);
  await page.take();
  await page.page.evaluate(`void harness.run("engine", "hello", "for (;;);")`);
  await page.page.waitForFunction(`harness.hasStarted()`);
  const stop = await timed(`${engine}.interrupt()`);
  return {
    "first Run, cold": cold,
    "Run, warm": warm,
    "first diagnostics, compiler and all": diagnostics,
    "an edited cell": edited,
    "Stop of an endless loop": stop,
  };
}
