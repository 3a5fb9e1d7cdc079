/** What the page and its workers say to each other, inside the engine. */
import type { CompiledCell, Done, Limits } from "../protocol.ts";
import type { Output } from "./output.ts";

export type { Output };

/** Page to the worker that runs cells. */
export type KernelRequest =
  | {
      readonly type: "run";
      readonly cell: CompiledCell;
      readonly source: string;
      readonly count: number;
    }
  /** What cells can load from now on. */
  | { readonly type: "modules"; readonly modules: Readonly<Record<string, string>> }
  | { readonly type: "rest"; readonly id: number };

export type KernelAnswer =
  | { readonly type: "outputs"; readonly outputs: readonly Output[]; readonly late: boolean }
  | { readonly type: "done"; readonly status: Done["status"] }
  | { readonly type: "rest"; readonly id: number; readonly text: string | undefined };

/** With this a worker begins: the port is how it talks to the page, past the frame. */
export interface WorkerStart {
  readonly lesson: string;
  /** Where its cells stand in the project. */
  readonly folder: string;
  readonly limits: Limits;
  readonly modules: Readonly<Record<string, string>>;
  readonly port: MessagePort;
}

/** Page to frame. */
export type FrameRequest =
  | {
      readonly type: "spawn";
      readonly id: number;
      readonly script: string;
      readonly start: WorkerStart | CompilerStart;
    }
  | { readonly type: "end"; readonly id: number };

/** With this the compiler begins. */
export interface CompilerStart {
  /** What it reads, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** Where the cells stand among them. */
  readonly folder: string;
  readonly port: MessagePort;
}

/** Page to compiler: `chain` are the texts of the cells before, in order. */
export interface CompilerRequest {
  readonly id: number;
  readonly task: "compile" | "step" | "diagnose" | "complete" | "hover";
  readonly chain: readonly string[];
  readonly source: string;
  readonly offset: number;
  /** To "step": the program that puts reports into a script (build/instrument-script.ts). */
  readonly instrument?: string;
}

export type CompilerAnswer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly broken: string };
