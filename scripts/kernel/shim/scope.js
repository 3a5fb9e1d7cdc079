// @ts-check
"use strict";

/**
 * The variables that cells share. Each cell writes to exports of its own, which inherit from the scope; the scope holds
 * an accessor per name that reads and writes the variable in the cell that declared it last. So a later cell's
 * assignment is seen by the functions of the earlier cell, and a cell that throws keeps what it declared so far.
 */
class Scope {
  variables = Object.create(null);

  /** @param {readonly { name: string }[]} names what the cell declares */
  exportsFor(names) {
    const exports = Object.create(this.variables);
    for (const { name } of names) {
      Object.defineProperty(exports, name, {
        value: undefined,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
    Object.defineProperty(exports, "__esModule", { value: true, configurable: true });
    return exports;
  }

  /** @param {string} name @param {() => unknown} get @param {((value: unknown) => void) | undefined} set */
  link = (name, get, set) => {
    Object.defineProperty(this.variables, name, { get, set, enumerable: true, configurable: true });
  };

  clear() {
    this.variables = Object.create(null);
  }
}

/**
 * The script that runs a cell: its first line links the cell's variables to the scope.
 * @param {string} code @param {import("./compiler.js").Conversion} conversion
 */
function cellScript(code, { names, isAsync }) {
  const links = names.map(({ name, assignable, imported }) => {
    const source = imported ? `exports.${name}` : name;
    const set = assignable ? `(__value) => { ${name} = __value; }` : "undefined";
    return `__link(${JSON.stringify(name)}, () => ${source}, ${set});`;
  });
  const head = `(${isAsync ? "async " : ""}function (exports, require, __link) { ${links.join(" ")}`;
  return `${head}\n${code}\n})`;
}

module.exports = { Scope, cellScript };
