/**
 * The official schema, unchanged (see schema.md for where it comes from). It declares draft-04, which ajv 8 no
 * longer ships. Every keyword it uses means the same in draft-07, so it is enough not to pass its `$schema` on;
 * schema.test.ts fails should a newer version use a keyword whose meaning changed.
 */
import { readFileSync } from "node:fs";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";

type JsonObject = Readonly<Record<string, unknown>>;

/** The schema as the file has it. */
export function notebookSchema(): JsonObject {
  const file = new URL("./nbformat.v4.5.schema.json", import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as JsonObject;
}

const schema = { ...notebookSchema(), $schema: undefined };
// `strict: false`: the official schema has a misspelt keyword ("item") that strict mode refuses.
const ajv = new Ajv({ strict: false }).addSchema(schema, "nbformat");

function validator(name: string): ValidateFunction {
  const found = ajv.getSchema(`nbformat${name}`);
  if (!found) throw new Error(`the nbformat schema must define ${name}`);
  return found as ValidateFunction;
}

/** What the schema has against the notebook as a whole; undefined when it is valid. */
export function violationOfNotebook(notebook: unknown): string | undefined {
  return violation(validator("#"), notebook);
}

/**
 * What the schema has against a cell, judged by the definition of its own kind: the errors of the schema's
 * `oneOf` list every other kind as well and hide the reason.
 */
export function violationOfCell(cell: JsonObject): string | undefined {
  return violation(validator(`#/definitions/${String(cell["cell_type"])}_cell`), cell);
}

/** The same for one output of a code cell. */
export function violationOfOutput(output: JsonObject): string | undefined {
  return violation(validator(`#/definitions/${String(output["output_type"])}`), output);
}

function violation(validate: ValidateFunction, value: unknown): string | undefined {
  if (validate(value)) return undefined;
  return said(validate.errors?.[0]);
}

const longest = 200;

function said(error: ErrorObject | undefined): string {
  if (!error) return "does not fit the nbformat 4.5 schema";
  const where =
    error.instancePath === "" ? "" : `${error.instancePath.slice(1).replaceAll("/", ".")} `;
  const params = error.params as Readonly<Record<string, string | readonly string[] | undefined>>;
  const extra = params["additionalProperty"] ?? params["allowedValues"];
  const said = `${where}${error.message ?? error.keyword}`;
  // Keys come from the file: they may be long.
  return (extra === undefined ? said : `${said} (${String(extra)})`).slice(0, longest);
}
