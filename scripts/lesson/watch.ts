import { join } from "node:path";
import { watch } from "chokidar";

/** Long enough for an editor to have written all the files of one save. */
const quietMs = 100;

/**
 * Calls `changed` after every change of what the site is made of, never twice at once: changes that come while it
 * works are answered by one more call. Resolves when the signal is aborted.
 */
export async function watchCourse(
  root: string,
  signal: AbortSignal,
  changed: () => Promise<void>,
): Promise<void> {
  const folders = ["notebooks", "src", "scripts"].map((folder) => join(root, folder));
  const watcher = watch(folders, {
    ignoreInitial: true,
    ignored: /(^|[/\\])(\.ipynb_checkpoints|node_modules|testdata)([/\\]|$)|\.test\.ts$|\.ipynb\./,
    awaitWriteFinish: { stabilityThreshold: quietMs, pollInterval: 20 },
  });
  const ended = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
  const work = new Latest(changed);
  watcher.on("all", () => work.ask());
  await Promise.race([ended, work.failed]);
  await watcher.close();
  await work.idle();
}

/** Work that is asked for again and again: one at a time, and once more if it was asked for meanwhile. */
export class Latest {
  readonly #work: () => Promise<void>;
  #running: Promise<void> | undefined;
  #again = false;
  #fail: (error: unknown) => void = () => undefined;
  /** Rejects when the work does. */
  readonly failed = new Promise<never>((_, reject) => {
    this.#fail = reject;
  });

  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  ask(): void {
    this.#again = true;
    this.#running ??= this.#run();
  }

  /** Resolves when nothing is being done. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      while (this.#again) {
        this.#again = false;
        await this.#work();
      }
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#running = undefined;
    }
  }
}
