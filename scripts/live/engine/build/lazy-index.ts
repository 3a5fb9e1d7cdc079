import { posix } from "node:path";

const folder = "src";
const taken = /\b(?:const|var) (\w+) = require\("(\.[^"]+)"\);/g;
const given =
  /Object\.defineProperty\(exports, "(\w+)", \{[^{}]*\bget: function \(\) \{ return (\w+)\.(\w+); \} \}\);/g;

/** The index of the library, compiled: which module has what it gives, by name. */
export function namesOfIndex(code: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const [, own = "", id = ""] of code.matchAll(taken)) files.set(own, posix.join(folder, id));
  const names = new Map<string, string>();
  for (const [, name = "", own = ""] of code.matchAll(given)) names.set(name, files.get(own) ?? "");
  return names;
}

/** The same, loading each module when something of it is asked for: a lesson's page has only those that the lesson uses. */
export function lazyIndex(code: string): string {
  const files = new Map<string, string>();
  const names: string[][] = [];
  for (const [, own = "", id = ""] of code.matchAll(taken)) files.set(own, id);
  for (const [, name = "", own = "", real = ""] of code.matchAll(given)) {
    if (name !== real) throw new Error(`the index gives ${real} as ${name}`);
    const id = files.get(own) ?? "";
    if (names.at(-1)?.[0] === id) names.at(-1)?.push(name);
    else names.push([id, name]);
  }
  return `Object.defineProperty(exports, "__esModule", { value: true });
for (const [id, ...names] of ${JSON.stringify(names)}) {
  let module;
  for (const name of names) Object.defineProperty(exports, name, { enumerable: true, get: () => (module ??= require(id))[name] });
}`;
}
