/** What Node's own code takes from `primordials`: the language's functions, taken before any program could change them. */

type Holder = Readonly<Record<PropertyKey, unknown>>;

const start = `const { apply, bind, call } = Function.prototype;
const uncurried = bind.bind(call);
const applied = bind.bind(apply);
const getter = (holder, key) => uncurried(Object.getOwnPropertyDescriptor(holder, key).get);
`;

/** Whose members have names of their own there, by how a script says it. */
const holders: ReadonlyMap<string, string> = new Map([
  ...Object.getOwnPropertyNames(globalThis)
    .filter((name) => /^[A-Z]\w+$/.test(name) && name !== "Proxy")
    .map((name) => [name, name] as const),
  ["TypedArray", "Object.getPrototypeOf(Uint8Array)"],
]);

/** A module that exports these: no more than what its reader takes, so that a bundle can name them as shortly as it likes. */
export function primordialsModule(names: readonly string[]): string {
  const lines = names.map((name) => {
    const said = expressionOf(name);
    // Collections of Node's own, and what a later Node has.
    if (said === undefined) return `export { ${name} } from "internal/safe";\n`;
    return `const $${name} = ${said};\nexport { $${name} as ${name} };\n`;
  });
  return start + lines.join("");
}

function expressionOf(name: string): string | undefined {
  if (name === "globalThis" || name === "Proxy") return name;
  if (name === "uncurryThis") return "uncurried";
  for (const [holder, said] of holders) {
    if (!name.startsWith(holder)) continue;
    const rest = name.slice(holder.length);
    if (rest === "") return said;
    const found = rest.startsWith("Prototype")
      ? memberOf(`${said}.prototype`, rest.slice("Prototype".length), "uncurried")
      : memberOf(said, rest, holder === "Promise" ? "bound" : "plain");
    if (found !== undefined) return found;
  }
  return undefined;
}

function memberOf(
  said: string,
  name: string,
  kind: "plain" | "bound" | "uncurried",
): string | undefined {
  if (name === "") return said;
  const holder = valueOf(said);
  if (holder === undefined) return undefined;
  for (const key of Reflect.ownKeys(holder)) {
    const member = typeof key === "symbol" ? `[${key.description}]` : `.${key}`;
    const isGetter = Object.getOwnPropertyDescriptor(holder, key)?.get !== undefined;
    const capital = capitalOf(key);
    if (isGetter && name === `Get${capital}`)
      return `getter(${said}, ${typeof key === "symbol" ? key.description : JSON.stringify(key)})`;
    if (isGetter) continue;
    if (name === `${capital}Apply`)
      return `applied(${said}${member}${kind === "uncurried" ? "" : `, ${said}`})`;
    if (name !== capital) continue;
    if (typeof holder[key] !== "function" || kind === "plain") return `${said}${member}`;
    return kind === "bound" ? `${said}${member}.bind(${said})` : `uncurried(${said}${member})`;
  }
  return undefined;
}

function valueOf(said: string): Holder | undefined {
  const [, typed, name = "", prototype] =
    /^(?:(Object\.getPrototypeOf\()?(\w+)\)?)(\.prototype)?$/.exec(said) ?? [];
  const named = (globalThis as unknown as Readonly<Record<string, { prototype?: Holder }>>)[name];
  const value = typed ? (Object.getPrototypeOf(named) as typeof named) : named;
  return prototype ? value?.prototype : value;
}

/** As Node names them: `push` is `Push`, `Symbol.iterator` is `SymbolIterator`. */
function capitalOf(key: string | symbol): string {
  const name = typeof key === "symbol" ? (key.description ?? "").replace(".", " ") : key;
  return name.replace(/(?:^| )(.)/g, (_, first: string) => first.toUpperCase());
}
