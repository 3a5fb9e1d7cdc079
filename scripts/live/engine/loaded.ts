/** What the files of the engine leave in the page: classic scripts, so that a page opened from a disk can load them. */
import type { LessonProgram, ProgramCell } from "../protocol.ts";

/** Modules of the project as CommonJS, by their path in it. */
export type Modules = Readonly<Record<string, string>>;

export interface KernelFiles {
  /** The worker that runs cells. */
  readonly script: string;
  /** The frame's document. */
  readonly frame: string;
  /** What every lesson opens with. */
  readonly modules: Modules;
}

export interface CompilerFiles {
  readonly script: string;
  /** What the compiler reads, by path. */
  readonly files: Modules;
}

/** Scripts that report their lines, by cell. */
export type SteppedScripts = Readonly<Record<string, string>>;

export interface Loaded {
  readonly interleaveKernel: KernelFiles;
  readonly interleaveCompiler: CompilerFiles;
  /** The text of a program. */
  readonly interleaveInstrument: string;
  readonly interleaveStepped: Readonly<Record<string, SteppedScripts>>;
  /** The whole library but for what every lesson opens with. */
  readonly interleaveLibrary: Modules;
  readonly interleavePrograms: Readonly<Record<string, LessonProgram>>;
  readonly interleaveMoreCells: Readonly<Record<string, readonly ProgramCell[]>>;
  /** What the lesson's own cells need besides. */
  readonly interleaveOwn: Readonly<Record<string, Modules>>;
  readonly interleaveFigures: Modules;
  /** What the exercises of a lesson need besides. */
  readonly interleaveExercises: Readonly<Record<string, Modules>>;
}
