import { load } from "../../site/browser/load.ts";
import { moreCellsPath, programPath, type ProgramCell } from "../protocol.ts";
import type { Loaded } from "./loaded.ts";

/** The cells of a lesson as the build compiled them: the first come with the first run, the others when one of them is asked for. */
export class LessonCells {
  /** The notebook's folder in the project: what its cells import is found from there. */
  readonly folder: string;
  readonly #lesson: string;
  readonly #first: readonly ProgramCell[];

  private constructor(lesson: string, folder: string, first: readonly ProgramCell[]) {
    this.#lesson = lesson;
    this.folder = folder;
    this.#first = first;
  }

  /** Rejects when the file does not come, or is of another lesson. */
  static async load(lesson: string): Promise<LessonCells> {
    await load(programPath(lesson));
    const program = (self as unknown as Loaded).interleavePrograms[lesson];
    if (program === undefined) throw new Error(`${programPath(lesson)} holds another lesson`);
    return new LessonCells(lesson, program.folder, program.cells);
  }

  /** Rejects when the lesson's other cells do not come. */
  async find(cellId: string): Promise<ProgramCell | undefined> {
    return (await this.#with(cellId)).find(({ id }) => id === cellId);
  }

  /** The cells that stand above. */
  async above(cellId: string): Promise<readonly ProgramCell[]> {
    const cells = await this.#with(cellId);
    return cells.slice(
      0,
      cells.findIndex(({ id }) => id === cellId),
    );
  }

  async #with(cellId: string): Promise<readonly ProgramCell[]> {
    if (this.#first.some(({ id }) => id === cellId)) return this.#first;
    await load(moreCellsPath(this.#lesson));
    const more = (self as unknown as Loaded).interleaveMoreCells[this.#lesson] ?? [];
    return [...this.#first, ...more];
  }
}
