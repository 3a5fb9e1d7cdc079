import { join, relative } from "node:path";
import { watch } from "chokidar";
import { codeFolders } from "./course-code.ts";

/** Long enough for an editor to have written all the files of one save. */
const quietMs = 100;

/** What a site is made of besides installed packages. */
const watched = ["notebooks", ...codeFolders, "scripts", "package-lock.json", "tsconfig.json"];

/** Copies that Jupyter and editors make while they save, and what no site is made of. */
const ignored =
  /(^|[/\\])(\.ipynb_checkpoints|node_modules|testdata|\.[^/\\]*\.sw.)([/\\]|$)|\.test\.ts$|\.ipynb\.|[/\\][^/\\]*~$/;

/** Tells of every change; `close` resolves when it will tell of none any more. */
export interface Changes {
  /** Resolves when no change is missed any more. */
  readonly ready: Promise<void>;
  /** `changed` is given the path from the project's folder, with slashes. */
  onChange(changed: (path: string) => void): void;
  close(): Promise<void>;
}

/** The changes of what a course's site is made of, each once its file is written to the end. */
export function changesBelow(root: string): Changes {
  const watcher = watch(
    watched.map((name) => join(root, name)),
    {
      ignoreInitial: true,
      ignored: (path) => ignored.test(path.slice(root.length)),
      awaitWriteFinish: { stabilityThreshold: quietMs, pollInterval: 20 },
    },
  );
  return {
    ready: new Promise((resolve) => void watcher.once("ready", resolve)),
    onChange: (changed) =>
      void watcher.on("all", (_event, path) => {
        changed(relative(root, path).replaceAll("\\", "/"));
      }),
    close: async () => await watcher.close(),
  };
}

/** Builds what changed; `signal` is aborted when something changes meanwhile: then it may give up. */
export type Build = (changed: readonly string[], signal: AbortSignal) => Promise<void>;

export interface Watched {
  readonly changes: Changes;
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly build: Build;
  /** Whether to build once before the first change. */
  readonly atOnce: boolean;
}

/**
 * Calls `build` after every change, never twice at once. A change that comes meanwhile makes it give up, and it is
 * called again with the changes of both. Resolves when `signal` is aborted and nothing is built any more; rejects as
 * `build` does.
 */
export async function buildOnChanges({ changes, signal, build, atOnce }: Watched): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
  const work = new Latest(build);
  changes.onChange((path) => work.ask([path]));
  try {
    await Promise.race([ended, changes.ready]);
    if (atOnce && !signal.aborted) work.ask([]);
    await Promise.race([ended, work.failed]);
  } finally {
    await changes.close();
    await work.end();
  }
}

/** Work that is asked for again and again: one at a time, and what is being done is given up for what is asked meanwhile. */
class Latest {
  readonly #work: Build;
  readonly #asked = new Set<string>();
  #isAsked = false;
  #running: Promise<void> | undefined;
  #current: AbortController | undefined;
  #fail: (error: unknown) => void = () => undefined;
  /** Rejects when the work does. */
  readonly failed = new Promise<never>((_, reject) => {
    this.#fail = reject;
  });

  constructor(work: Build) {
    this.#work = work;
    // It may fail after nobody waits for it any more.
    this.failed.catch(() => undefined);
  }

  ask(reasons: readonly string[]): void {
    for (const reason of reasons) this.#asked.add(reason);
    this.#isAsked = true;
    this.#current?.abort();
    this.#running ??= this.#run();
  }

  /** Gives up what is being done and what was asked for; resolves when nothing is being done. */
  async end(): Promise<void> {
    this.#isAsked = false;
    this.#current?.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      while (this.#isAsked) await this.#once();
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#running = undefined;
    }
  }

  async #once(): Promise<void> {
    const reasons = [...this.#asked];
    this.#asked.clear();
    this.#isAsked = false;
    this.#current = new AbortController();
    const { signal } = this.#current;
    await this.#work(reasons, signal);
    this.#current = undefined;
    // What was given up is still to be done.
    if (signal.aborted) for (const reason of reasons) this.#asked.add(reason);
  }
}
