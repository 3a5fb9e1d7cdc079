import { load } from "../../site/browser/load.ts";
import { exercisesPath, libraryPath } from "../protocol.ts";
import type { Loaded, Modules } from "./loaded.ts";

/** What the cells of a lesson can load. What the author's cells need comes with the lesson, the rest when it may be needed. */
export class LessonModules {
  readonly #lesson: string;
  #texts: Modules;

  constructor(lesson: string, texts: Modules) {
    this.#lesson = lesson;
    this.#texts = texts;
  }

  /** As many as are there. */
  get texts(): Modules {
    return this.#texts;
  }

  /** Fetches what a script of the build may load; says whether anything came that was not there. Rejects if it does not come. */
  async fetchFor(script = ""): Promise<boolean> {
    return /\brequire\("[./]+src\/exercises\//.test(script) && (await this.#fetchExercises());
  }

  /** Fetches everything that a reader's cell could load. */
  async fetchAll(): Promise<boolean> {
    const exercises = await this.#fetchExercises();
    await load(libraryPath);
    return this.#add((self as unknown as Loaded).interleaveLibrary) || exercises;
  }

  async #fetchExercises(): Promise<boolean> {
    await load(exercisesPath(this.#lesson));
    return this.#add((self as unknown as Loaded).interleaveExercises[this.#lesson] ?? {});
  }

  #add(more: Modules): boolean {
    const isNew = Object.keys(more).some((file) => this.#texts[file] === undefined);
    if (isNew) this.#texts = { ...this.#texts, ...more };
    return isNew;
  }
}
