/** What the files of the engine leave in the page: classic scripts, so that a page opened from a disk can load them. */
import type { LessonProgram } from "../protocol.ts";

type Modules = Readonly<Record<string, string>>;

export interface KernelFiles {
  /** The worker that runs cells. */
  readonly script: string;
  /** The frame's document. */
  readonly frame: string;
  /** The library. */
  readonly modules: Modules;
}

export interface CompilerFiles {
  readonly script: string;
  /** What the compiler reads, by path. */
  readonly files: Modules;
}

export interface Loaded {
  readonly interleaveKernel: KernelFiles;
  readonly interleaveCompiler: CompilerFiles;
  readonly interleavePrograms: Readonly<
    Record<string, { readonly program: LessonProgram; readonly modules: Modules }>
  >;
}
