/** A page with the engine in it, as the site serves it, in a real browser. */
import { join } from "node:path";
import { build } from "esbuild";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { projectRoot } from "../../../lesson/testing.ts";
import type { Lesson } from "../../../lesson/lesson.ts";
import { keepIn } from "../../../site/keep/keep.ts";
import { launch, serveFiles, type SiteServer } from "../../../site/testing/browser.ts";
import type { Done, EngineEvent, Limits } from "../../protocol.ts";
import { liveSite } from "../build/files.ts";
import { assembled } from "./assembled.ts";
import type { Output } from "../../../kernel/output.ts";

export interface Ran {
  readonly done: Done;
  readonly outputs: readonly Output[];
  readonly events: readonly EngineEvent[];
}

/** The files of a site with nothing but the engine. */
export async function engineSite(lessons: readonly Lesson[]): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "harness.ts")],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
  });
  const { files, policy } = await liveSite(projectRoot, lessons, {
    keep: keepIn(projectRoot),
  });
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}"><title>engine</title>
<script src="harness.js"></script></head><body><p id="text">the page</p></body></html>`;
  return new Map([["index.html", page], ["harness.js", outputFiles[0]?.text ?? ""], ...files]);
}

/** Runs a cell of the engine in a page to its end, where `evaluate` evaluates there. */
export async function runIn(
  evaluate: (expression: string) => Promise<unknown>,
  cellId: string,
  source?: string,
): Promise<Ran> {
  const given = JSON.stringify(["engine", cellId, source])
    .slice(1, -1)
    .replace(/,null$/, "");
  const done = (await evaluate(`harness.run(${given})`)) as Done;
  const events = (await evaluate("harness.take()")) as readonly EngineEvent[];
  return { done, events, outputs: assembled(events) };
}

/** One browser and one site for a test file. */
export class EnginePages {
  readonly #browser: Browser;
  readonly server: SiteServer;
  readonly files: ReadonlyMap<string, string>;

  private constructor(browser: Browser, server: SiteServer, files: ReadonlyMap<string, string>) {
    this.#browser = browser;
    this.server = server;
    this.files = files;
  }

  static async open(lessons: readonly Lesson[]): Promise<EnginePages> {
    const [browser, files] = await Promise.all([launch(), engineSite(lessons)]);
    return new EnginePages(browser, await serveFiles(files), files);
  }

  /** A page with an engine for a lesson. */
  async page(
    lesson: string,
    limits: Partial<Limits> = {},
    address = this.server.origin,
  ): Promise<EnginePage> {
    const context = await this.#browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    await page.goto(address);
    const arguments_ = JSON.stringify(["engine", lesson, limits]).slice(1, -1);
    await page.evaluate(`harness.open(${arguments_})`);
    return new EnginePage(page, context);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.server.close();
  }
}

export class EnginePage {
  readonly page: Page;
  /** The files that it asked for since it was opened, by path in the site. */
  readonly loaded: string[] = [];
  readonly #context: BrowserContext;

  constructor(page: Page, context: BrowserContext) {
    this.page = page;
    this.#context = context;
    page.on("request", (request) => this.loaded.push(new URL(request.url()).pathname.slice(1)));
  }

  /** Runs a cell to its end; its outputs as nbformat has them. */
  async run(cellId: string, source?: string): Promise<Ran> {
    return await runIn((expression) => this.page.evaluate(expression), cellId, source);
  }

  async take(): Promise<readonly EngineEvent[]> {
    return await this.page.evaluate("harness.take()");
  }

  async close(): Promise<void> {
    await this.#context.close();
  }
}
