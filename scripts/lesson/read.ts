import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { LessonError, throwIfAny } from "./error.ts";
import { isObject, parseJson, type JsonObject } from "./json.ts";
import { isJsonMime, joinLines, type Multiline } from "./mime.ts";
import type { Cell, CellMetadata, MarkdownCell, Notebook } from "./notebook.ts";
import type { Output } from "../kernel/output.ts";
import { cellProblems, checkFrame, checkKernel, duplicateIds, outputsOf } from "./read-problems.ts";
import { violationOfNotebook } from "./schema.ts";

/** Reads a lesson. Rejects with a LessonError, or with LessonErrors, that say everything that is wrong with it. */
export async function readNotebook(path: string, file: string): Promise<Notebook> {
  return notebookIn(await readBytes(path, file), file);
}

/** The bytes of a file that may be a notebook; rejects with a LessonError where there is none of a sensible size. */
export async function readBytes(path: string, file: string): Promise<Uint8Array> {
  return await bytesOf(path, file).catch((error: NodeJS.ErrnoException) => {
    if (error instanceof LessonError) throw error;
    throw new LessonError({ file }, `cannot be read (${error.code ?? error.message})`);
  });
}

/** The notebook in the bytes of a file; throws like `readNotebook`. */
export function notebookIn(bytes: Uint8Array, file: string): Notebook {
  return parseNotebook(decode(bytes, file), file);
}

/** A lesson with pictures has a tenth of it; a site of larger ones could not be read. */
const largestMb = 16;

/** Looks at the size of what is then read, and not of another file that has its name by then. */
async function bytesOf(path: string, file: string): Promise<Uint8Array> {
  // Without O_NONBLOCK a named pipe would have to be written to before it can be refused.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw new LessonError({ file }, "must be a file");
    if (found.size > largestMb * 1_000_000) {
      const size = `${Math.ceil(found.size / 1_000_000)} MB`;
      throw new LessonError(
        { file },
        `must be at most ${largestMb} MB, got ${size}: clear outputs`,
      );
    }
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** The notebook in a text; throws like `readNotebook`. */
export function parseNotebook(text: string, file: string): Notebook {
  const json = parseJson(text, file);
  checkFrame(json, file);
  const cells = json["cells"] as readonly JsonObject[];
  throwIfAny(cells.flatMap((cell, index) => cellProblems(cell, index, file)));
  throwIfAny(duplicateIds(cells, file));
  const rest = violationOfNotebook(json);
  if (rest !== undefined)
    throw new LessonError({ file }, `breaks the nbformat 4.5 schema: ${rest}`);
  checkKernel(json, file);
  return { ...json, cells: cells.map(cellOf) } as unknown as Notebook;
}

function decode(bytes: Uint8Array, file: string): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    throw new LessonError(
      { file },
      "must not start with a byte order mark: save it as plain UTF-8",
    );
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new LessonError({ file }, "must be UTF-8, got bytes that are not: save it as UTF-8");
  }
}

function cellOf(cell: JsonObject): Cell {
  const common = {
    id: cell["id"] as string,
    metadata: cell["metadata"] as CellMetadata,
    source: joinLines(cell["source"] as Multiline),
  };
  if (cell["cell_type"] === "markdown") {
    const attachments = cell["attachments"] as MarkdownCell["attachments"];
    return { cell_type: "markdown", ...common, ...(attachments && { attachments }) };
  }
  return {
    cell_type: "code",
    ...common,
    execution_count: cell["execution_count"] as number | null,
    outputs: outputsOf(cell).map(outputOf),
  };
}

function outputOf(output: JsonObject): Output {
  if (output["output_type"] === "stream") {
    return { ...output, text: joinLines(output["text"] as Multiline) } as unknown as Output;
  }
  if (!isObject(output["data"])) return output as unknown as Output;
  const data = Object.entries(output["data"]).map(([mime, value]) =>
    isJsonMime(mime) ? [mime, value] : [mime, joinLines(value as Multiline)],
  );
  return { ...output, data: Object.fromEntries(data) as unknown } as unknown as Output;
}
