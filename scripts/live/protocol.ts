/**
 * What the page and the engine of the live cells say to each other. The engine runs the cells of one lesson as the
 * kernel does, in a worker inside a sandboxed frame; the page shows what comes back. See README.md.
 */

import type { RanTexts, RecordedRun, RecordedTrace } from "./stepper/recorded.ts";

/** The engine of one lesson. `createEngine` in `engine/engine.ts` makes one; nothing is loaded before the first call. */
export interface Engine {
  /**
   * Runs a cell after those that are queued or running: one runs at a time, in the order of these calls. Never rejects
   * and never throws: all that happens is told to the listener, and the result is what its last event, "done", says.
   */
  run(request: RunRequest): Promise<Done>;
  /**
   * Stops the running cell, endless loops included, and forgets those that are queued; each is told "done" with status
   * "interrupted". What ran before is there again: a new worker runs the same cells with their output thrown away.
   * Resolves when it has, and a next run can start. Does nothing when nothing runs.
   */
  interrupt(): Promise<void>;
  /** Stops everything and forgets all variables and the execution count. Resolves when a fresh worker is ready. */
  restart(): Promise<void>;
  /** What was held back of a cell's output since its last run: the rest, whole. Undefined when nothing was. */
  rest(cellId: string): Promise<string | undefined>;
  /**
   * What the stepper needs of a run of this cell: the `index`-th, from 0, of the traces that came with its last run's events.
   * To learn the lines, what ran until then runs once more, out of sight, with code that reports them. Ends without
   * them when the signal says so. Rejects when what it needs cannot be loaded, and for a trace that no event had.
   */
  steps(cellId: string, index: number, signal?: AbortSignal): Promise<SteppedRun>;
  /**
   * The type errors of a text, if it were run now in the place of this cell: after the cells that stand above it, each
   * with the text that it ran with last, or else the author's. The first call loads the compiler.
   */
  diagnose(cellId: string, source: string): Promise<readonly Diagnostic[]>;
  /** What can be written at a place of the text, best first. `offset` counts UTF-16 units, as strings do. */
  complete(cellId: string, source: string, offset: number): Promise<Completion>;
  /** What is known of the name at a place: its type and what its author says. Undefined where there is no name. */
  hover(cellId: string, source: string, offset: number): Promise<Hover | undefined>;
  /** Loads the compiler, if it is not there yet: to be called when a reader is about to edit. Rejects when it cannot be loaded. */
  loadCompiler(): Promise<void>;
  /** Where the compiler is: absent until the first edit, or until a cell needs it. The listener hears of changes. */
  readonly compiler: CompilerState;
  /** What ran since the last restart, in the order of its first event: the state that `interrupt` brings back. */
  readonly history: readonly Ran[];
  /** Ends the workers and removes the frame. The engine cannot be used afterwards. */
  dispose(): void;
}

export type CompilerState = "absent" | "loading" | "ready" | "failed";

export interface EngineOptions {
  /** The lesson's slug: its program is read from `programPath(lesson)`, relative to the page. */
  readonly lesson: string;
  /** Hears everything that happens, in order. Must not throw. */
  readonly onEvent: (event: EngineEvent) => void;
  readonly limits?: Partial<Limits>;
  /** Where cells run elsewhere: the text that a cell ran with last, for what is asked about types. */
  readonly ran?: (cellId: string) => string | undefined;
}

export interface RunRequest {
  /** The cell's id in the notebook: the page's `data-cell-id`. */
  readonly cellId: string;
  /**
   * What the reader has in the editor. Left out, or equal to the author's text, the JavaScript from the build is run,
   * and no compiler is needed unless cells above were edited in a way that reaches this one.
   */
  readonly source?: string;
}

export interface Ran {
  readonly cellId: string;
  readonly source: string;
  readonly count: number;
}

/**
 * What happens to a cell. For each run: "queued", "started", then any number of outputs, and at last "done". A display
 * update, and output of timers that outlive their run ("late"), may come after "done"; late output belongs to the cell
 * that ran last, as in Jupyter.
 */
export type EngineEvent =
  | { readonly type: "queued"; readonly cellId: string }
  | { readonly type: "started"; readonly cellId: string; readonly count: number }
  | StreamEvent
  | DisplayEvent
  | DisplayUpdateEvent
  | ErrorEvent
  | HeldEvent
  | TraceEvent
  | Done
  | { readonly type: "compiler"; readonly state: CompilerState; readonly reason?: string };

/** Text to append, if it continues a stream of the same name, to the output above. */
export interface StreamEvent {
  readonly type: "stream";
  readonly cellId: string;
  readonly name: "stdout" | "stderr";
  readonly text: string;
  readonly late?: true;
}

/** One output by its MIME types, as in nbformat. The page has to sanitise it as the build does: cells are not trusted. */
export interface DisplayEvent {
  readonly type: "display";
  readonly cellId: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Later updates name it. */
  readonly displayId?: string;
  /** Of a figure of a run: the run. */
  readonly trace?: RecordedTrace;
  readonly late?: true;
}

/** Replaces the content of every output that was shown with this id, in whatever cell. Ids that are unknown are ignored. */
export interface DisplayUpdateEvent {
  readonly type: "display-update";
  /** The cell that updates, not the one that shows. */
  readonly cellId: string;
  readonly displayId: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** As nbformat's error output: the traceback's lines are plain text and hold places of cells and of `src` only. */
export interface ErrorEvent {
  readonly type: "error";
  readonly cellId: string;
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
  /** The line of this cell, from 1, that is to be marked. */
  readonly line?: number;
  readonly late?: true;
}

/** The cell wrote more than is shown: so many characters of its text are held in the worker, `rest` gives them. */
export interface HeldEvent {
  readonly type: "held";
  readonly cellId: string;
  readonly characters: number;
}

/** The cell is at its end, and the library recorded a run that no figure of the cell shows. */
export interface TraceEvent {
  readonly type: "trace";
  readonly cellId: string;
  readonly trace: RecordedTrace;
}

/** A run of the reader, for the stepper. */
export interface SteppedRun {
  readonly run: RecordedRun;
  readonly texts: RanTexts;
  /**
   * Whether the lines are known: "unknown" when the cells, run once more, did something else (they asked a real clock, or
   * chance), "stopped" when nobody waited for it.
   */
  readonly lines: "known" | "unknown" | "stopped";
}

export interface Done {
  readonly type: "done";
  readonly cellId: string;
  /** "interrupted": stopped by `interrupt` or `restart`, or never started because a cell before it in the queue failed. */
  readonly status: "ok" | "error" | "interrupted";
  /** Its execution number, from 1; undefined when it never started. */
  readonly count?: number;
}

/** What a cell may put out before it is held back or cut. */
export interface Limits {
  /** Characters of text shown for one run. What comes after is held: a "held" event says how much, at most one per batch. */
  readonly shownCharacters: number;
  /** Characters held beyond those; more are dropped, and the rest says how many. */
  readonly heldCharacters: number;
  /** Displays shown for one run; the next one fails the cell. */
  readonly displays: number;
}

export const defaultLimits: Limits = {
  shownCharacters: 64 * 1024,
  heldCharacters: 16 * 1024 * 1024,
  displays: 1_000,
};

/** A type error or a mistake of syntax. Offsets are in UTF-16 units of the cell's text, lines from 1. */
export interface Diagnostic {
  readonly from: number;
  readonly to: number;
  readonly line: number;
  readonly code: number;
  readonly message: string;
}

export interface Completion {
  /** The part of the text that a candidate replaces. */
  readonly from: number;
  readonly to: number;
  readonly candidates: readonly { readonly label: string; readonly kind: string }[];
}

export interface Hover {
  readonly from: number;
  readonly to: number;
  /** The signature on its first lines, then what the doc comment says: plain text. */
  readonly text: string;
}

/**
 * A lesson's first cells as the build compiled them: up to the first that shows something. The file at `programPath` is a classic script
 * that leaves it in `interleavePrograms[lesson]`; that at `moreCellsPath` leaves the others in `interleaveMoreCells[lesson]`.
 */
export interface LessonProgram {
  readonly lesson: string;
  /** The notebook's folder in the project: what its cells import is found from there. */
  readonly folder: string;
  /** Code cells in the order of the notebook. */
  readonly cells: readonly ProgramCell[];
}

export interface ProgramCell {
  readonly id: string;
  /** The author's text. */
  readonly source: string;
  /** Missing for cells tagged node-only: they are never run in a page. */
  readonly compiled?: CompiledCell;
  /** What of the library it loads from when it runs, besides what every lesson opens with. */
  readonly portions?: readonly Portion[];
}

/** A portion of the library: what the cells of a lesson use, what draws, what checks its exercises. */
export type Portion = "own" | "figures" | "exercises";

/** What the converter made of a cell. */
export interface CompiledCell {
  /** A function expression that runs the cell; missing when there is nothing to run. */
  readonly script?: string;
  /** Of code that reports its lines: under which name. */
  readonly id?: string;
  /** Its type errors, as the kernel shows them: it is not run. */
  readonly failure?: {
    readonly ename: string;
    readonly evalue: string;
    readonly traceback: readonly string[];
  };
  /** What it declares. */
  readonly names: readonly {
    readonly name: string;
    readonly assignable: boolean;
    readonly imported: boolean;
  }[];
  /** The names of earlier cells that it uses. */
  readonly uses: readonly string[];
  /** The export that holds the value of its last expression. */
  readonly last?: string;
  /** Modules that the cell made, by their path in the project. */
  readonly virtual?: readonly { readonly path: string; readonly data: string }[];
  /** For each line of the script after its first, pairs of column and line of the cell, flat: where errors come from. */
  readonly lines: readonly (readonly number[])[];
}

/** Where the files of the live cells lie in the site. */
export const programPath = (lesson: string): string => `assets/live/${lesson}.js`;
export const moreCellsPath = (lesson: string): string => `assets/live/${lesson}.more.js`;
export const exercisesPath = (lesson: string): string => `assets/live/${lesson}.exercises.js`;
/** What a lesson's cells use of the library: a classic script that leaves it in `interleaveOwn[lesson]`. */
export const ownPath = (lesson: string): string => `assets/live/${lesson}.library.js`;
/** What draws, in `interleaveFigures`. */
export const figuresPath = "assets/live/figures.js";
export const kernelPath = "assets/live/kernel.js";
/**
 * The scripts of the lesson's cells that report their lines, by cell: a classic script that leaves them in
 * `interleaveStepped[lesson]`.
 */
export const steppedPath = (lesson: string): string => `assets/live/${lesson}.stepped.js`;
/** What makes such scripts of edited cells, for the compiler. */
export const instrumentPath = "assets/live/instrument.js";
export const libraryPath = "assets/live/library.js";
export const compilerPath = "assets/live/compiler.js";
