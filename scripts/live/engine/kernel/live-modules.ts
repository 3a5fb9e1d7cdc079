/** What a cell's `require` gives in the page: the library, the lesson's exercises, tslab, and modules made by cells. */
import { needsNode } from "./needs-node.ts";

/** A module as CommonJS, with every line where it is in its source. */
export type ModuleTexts = Readonly<Record<string, string>>;

interface Loaded {
  exports: unknown;
}

export class LiveModules {
  readonly #texts = new Map<string, string>();
  readonly #loaded = new Map<string, Loaded>();
  readonly #virtual = new Map<string, string>();
  readonly #stacks: { addModule(file: string, map: string, code: string): void };
  readonly #builtIn: Readonly<Record<string, () => unknown>>;
  readonly #evaluate: (code: string) => unknown;

  /** `texts`: by their path in the project; `builtIn`: what is imported by name. */
  constructor(
    texts: ModuleTexts,
    stacks: { addModule(file: string, map: string, code: string): void },
    builtIn: Readonly<Record<string, () => unknown>>,
    evaluate: (code: string) => unknown,
  ) {
    this.add(texts);
    this.#stacks = stacks;
    this.#builtIn = builtIn;
    this.#evaluate = evaluate;
  }

  /** More that can be loaded from now on. */
  add(texts: ModuleTexts): void {
    for (const [file, text] of Object.entries(texts)) this.#texts.set(file, text);
  }

  addVirtual(outputs: readonly { readonly path: string; readonly data: string }[]): void {
    for (const { path, data } of outputs) {
      this.#virtual.set(path, data);
      this.#loaded.delete(path);
    }
  }

  requireFrom(directory: string): (id: string) => unknown {
    return (id) => {
      const builtIn = this.#builtIn[id.replace(/^node:/, "")];
      if (builtIn) return builtIn();
      if (!id.startsWith(".")) throw needsNode(`import of ${JSON.stringify(id)}`);
      const path = join(directory, id);
      const load = (): unknown => {
        const file = this.#find(path);
        if (file === undefined) throw notFound(id);
        return this.#load(file);
      };
      const isToCome = path.startsWith("src/exercises/") && this.#find(path) === undefined;
      return isToCome ? later(load) : load();
    };
  }

  #find(path: string): string | undefined {
    const candidates = [path, `${path}.ts`, `${path}.js`, `${path}/index.ts`];
    return candidates.find((one) => this.#texts.has(one) || this.#virtual.has(one));
  }

  #load(file: string): unknown {
    const known = this.#loaded.get(file);
    if (known) return known.exports;
    const module: Loaded = { exports: {} };
    this.#loaded.set(file, module);
    const text = this.#virtual.get(file) ?? this.#texts.get(file) ?? "";
    if (!this.#virtual.has(file)) this.#stacks.addModule(file, "{}", "");
    const wrapped = `(function (exports, require, module) {${text}\n})\n//# sourceURL=${file}`;
    const run = this.#evaluate(wrapped) as (...given: unknown[]) => void;
    const directory = file.split("/").slice(0, -1).join("/");
    run.call(module.exports, module.exports, this.requireFrom(directory), module);
    return module.exports;
  }
}

function join(directory: string, id: string): string {
  const parts: string[] = [];
  for (const part of `${directory}/${id}`.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

/** A module that is there when something of it is used: what a cell names in an import may come after it. */
function later(load: () => unknown): unknown {
  const loaded = (): object => load() as object;
  return new Proxy(Object.create(null) as object, {
    get: (_, name): unknown => (name === "__esModule" ? true : Reflect.get(loaded(), name)),
    has: (_, name) => Reflect.has(loaded(), name),
    ownKeys: () => Reflect.ownKeys(loaded()),
    getOwnPropertyDescriptor: (_, name) => {
      const own = Reflect.getOwnPropertyDescriptor(loaded(), name);
      return own && { ...own, configurable: true };
    },
  });
}

function notFound(id: string): Error {
  const error = new Error(`Cannot find module '${id}'`);
  return Object.assign(error, { code: "MODULE_NOT_FOUND" });
}
