/** Compiles cells and answers what editors ask, each question after a chain of cells that ran before. */
import { CellCompiler } from "../../../kernel/shim/cell-compiler.js";
import { createConverter } from "tslab/dist/converter.js";
import { printQuickInfo } from "tslab/dist/inspect.js";
import * as metadata from "tslab/dist/metadata.js";
import type TypeScript from "typescript";
import type { CompiledCell, Completion, Diagnostic, Hover } from "../../protocol.ts";
import { cellForPage } from "../cell-for-page.ts";
import { steppedScript, type Instrument } from "../stepped-script.ts";
import { compiler, real as typescript } from "./typescript.cjs";

/** As much of TypeScript as is used here. */
const real = typescript as {
  flattenDiagnosticMessageText(text: unknown, newLine: string): string;
};

/** The line that tslab puts before a cell's text. */
const PREFIX = "export {};\n";
const ROOT = "/";

/** What is used of tslab's converter: its own types speak of those of a TypeScript that has none here. */
interface Converter {
  complete(declarations: string, source: string, offset: number): Candidates;
  inspect(declarations: string, source: string, offset: number): QuickInfo | undefined;
}

interface Candidates {
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly string[];
  readonly original?: {
    readonly entries?: readonly { readonly name: string; readonly kind: string }[];
  };
}

interface QuickInfo {
  readonly textSpan: { readonly start: number; readonly length: number };
}

type Chain = readonly string[];

const evaluate = eval;

export class CompilerOfCells {
  readonly #converter = createConverter({ isJS: false, isBrowser: false }) as unknown as Converter;
  readonly #cells = new CellCompiler({ metadata }, compiler, () => this.#converter, real, ROOT);
  /** What is declared after a cell, by what was before it and its text. */
  readonly #known = new Map<string, string>();
  #instrument: Instrument | undefined;

  compile(chain: Chain, source: string): CompiledCell {
    const before = this.#after(chain);
    const compiled = this.#cells.compile(source);
    this.#known.set(keyOf(before, source), this.#cells.declarations);
    return cellForPage(real as unknown as typeof TypeScript, compiled, ROOT);
  }

  /** The script of a cell that also reports its lines; undefined when there is nothing to run. */
  step(chain: Chain, source: string, instrument: string): string | undefined {
    this.#after(chain);
    const { script, maps } = this.#cells.compile(source);
    this.#instrument ??= evaluate(instrument) as Instrument;
    const ts = real as unknown as typeof TypeScript;
    return script && steppedScript(ts, this.#instrument, { script, maps, source });
  }

  diagnose(chain: Chain, source: string): readonly Diagnostic[] {
    this.#after(chain);
    this.#cells.compile(source);
    return (compiler.last.diagnostics as readonly Found[]).map(diagnosticOf);
  }

  complete(chain: Chain, source: string, offset: number): Completion {
    const declarations = this.#after(chain);
    compiler.refresh();
    const { start, end, candidates, original } = this.#converter.complete(
      declarations,
      source,
      offset,
    );
    const entries = original?.entries ?? [];
    const kinds = new Map(entries.map(({ name, kind }) => [name, kind]));
    const labelled = candidates.map((label) => ({ label, kind: kinds.get(label) ?? "" }));
    return { from: start, to: end, candidates: labelled };
  }

  hover(chain: Chain, source: string, offset: number): Hover | undefined {
    const declarations = this.#after(chain);
    compiler.refresh();
    const info = this.#converter.inspect(declarations, source, offset);
    if (!info) return undefined;
    const { start, length } = info.textSpan;
    return { from: start, to: start + length, text: printQuickInfo(info) };
  }

  /** Brings the converter to where these cells have run. */
  #after(chain: Chain): string {
    let declarations = "";
    for (const source of chain) declarations = this.#declarationsAfter(declarations, source);
    this.#cells.declarations = declarations;
    return declarations;
  }

  #declarationsAfter(before: string, source: string): string {
    const key = keyOf(before, source);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#cells.declarations = before;
    this.#cells.compile(source);
    this.#known.set(key, this.#cells.declarations);
    return this.#cells.declarations;
  }
}

const keyOf = (before: string, source: string): string => `${before}\n\0\n${source}`;

interface Found {
  readonly file: {
    readonly fileName: string;
    getLineAndCharacterOfPosition(at: number): { line: number };
  };
  readonly start: number;
  readonly length: number;
  readonly code: number;
  readonly messageText: unknown;
}

/** A mistake in a module that the cell imports is shown at the cell's beginning. */
function diagnosticOf({ file, start, length, code, messageText }: Found): Diagnostic {
  const message = real.flattenDiagnosticMessageText(messageText, "\n");
  if (!file.fileName.endsWith("/__tslab__.ts"))
    return { from: 0, to: 0, line: 1, code, message: `${file.fileName.slice(1)}: ${message}` };
  const { line } = file.getLineAndCharacterOfPosition(start);
  const from = Math.max(0, start - PREFIX.length);
  return { from, to: from + length, line: Math.max(1, line), code, message };
}
