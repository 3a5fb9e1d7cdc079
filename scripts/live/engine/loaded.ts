/** What the files of the engine leave in the page: classic scripts, so that a page opened from a disk can load them. */
import type { LessonProgram } from "../protocol.ts";

/** Modules of the project as CommonJS, by their path in it. */
export type Modules = Readonly<Record<string, string>>;

export interface KernelFiles {
  /** The worker that runs cells. */
  readonly script: string;
  /** The frame's document. */
  readonly frame: string;
  /** As much of the library as every lesson needs. */
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
  /** The rest of the library. */
  readonly interleaveLibrary: Modules;
  /** `modules`: what the lesson's own cells need besides. */
  readonly interleavePrograms: Readonly<
    Record<string, { readonly program: LessonProgram; readonly modules: Modules }>
  >;
  /** What the exercises of a lesson need besides. */
  readonly interleaveExercises: Readonly<Record<string, Modules>>;
}
