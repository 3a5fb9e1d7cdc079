import { load } from "../../site/browser/load.ts";
import {
  exercisesPath,
  figuresPath,
  libraryPath,
  ownPath,
  type Portion,
  type ProgramCell,
} from "../protocol.ts";
import type { Loaded, Modules } from "./loaded.ts";

/** What the cells of a lesson can load. Each portion comes when a cell needs it. */
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

  /** Fetches what a cell of the build may load; says whether anything came that was not there. Rejects if it does not come. */
  async fetchFor({ portions = [] }: ProgramCell): Promise<boolean> {
    const came = await Promise.all(portions.map(async (portion) => await this.#fetch(portion)));
    return came.includes(true);
  }

  /** Fetches everything that a reader's cell could load. */
  async fetchAll(): Promise<boolean> {
    const exercises = await this.#fetch("exercises");
    await load(libraryPath);
    return this.#add((self as unknown as Loaded).interleaveLibrary) || exercises;
  }

  async #fetch(portion: Portion): Promise<boolean> {
    const lesson = this.#lesson;
    const paths = { own: ownPath(lesson), figures: figuresPath, exercises: exercisesPath(lesson) };
    await load(paths[portion]);
    const { interleaveOwn, interleaveFigures, interleaveExercises } = self as unknown as Loaded;
    if (portion === "figures") return this.#add(interleaveFigures);
    return this.#add((portion === "own" ? interleaveOwn : interleaveExercises)[lesson] ?? {});
  }

  #add(more: Modules): boolean {
    const isNew = Object.keys(more).some((file) => this.#texts[file] === undefined);
    if (isNew) this.#texts = { ...this.#texts, ...more };
    return isNew;
  }
}
