import ts from "typescript";
import { callOf, partsOf, unknown, type Parts } from "./typescript-parts.ts";

/**
 * TypeScript's one file as an ES module, so that a bundler can leave out what nothing uses: in the file itself everything
 * is reached, since parts start one another and put themselves into lists (`registerCodeFix`). Here the parts stand in
 * the order in which they would start. `wanted` are the names to export. Throws when the file has another shape.
 */
export function leanTypeScript(text: string, wanted: ReadonlySet<string>): string {
  const parts = partsOf(ts.createSourceFile("typescript.js", text, ts.ScriptTarget.Latest, true));
  const all = parts.namespaces.get(parts.main) ?? new Map<string, string>();
  const exported = [...all].filter(([name]) => wanted.has(name));
  const moved = new Moved(text, parts);
  return [
    ...[...parts.namespaces].filter(([name]) => name !== parts.main).map(namespaceText),
    `var ${[...parts.variables].join(", ")};`,
    ...parts.functions.map((one) => unlessOld(one) ?? moved.textOf(one)),
    ...started(parts).map((one) => moved.started(one)),
    `export { ${exported.map(([name, own]) => `${own} as ${name}`).join(", ")} };`,
  ].join("\n");
}

/** Its members are looked up when they are asked for: they may not be there yet. */
function namespaceText([name, members]: readonly [string, ReadonlyMap<string, string>]): string {
  const getters = [...members].map(([member, own]) => `get ${member}() { return ${own}; }`);
  return `var ${name} = { ${getters.join(", ")} };`;
}

/** What makes code for older engines than those that cells run in, and for another kind of module. */
const old = /^transform(ES5|Generators|ES20(1[5-9]|2[01])|SystemModule)$/;

function unlessOld(statement: ts.FunctionDeclaration): string | undefined {
  const name = statement.name?.text ?? "";
  return old.test(name)
    ? `function ${name}() { throw new Error("${name} is left out"); }`
    : undefined;
}

const diagnostics = "Diagnostics";

/** All that happens when it starts, in that order, but for lists of what an editor may offer beyond names and types. */
function started({ starts, first }: Parts): readonly ts.Statement[] {
  const found: ts.Statement[] = [];
  const seen = new Set<string>();
  const start = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const statement of starts.get(name) ?? []) {
      const expression = ts.isExpressionStatement(statement) ? statement.expression : undefined;
      const called = expression && callOf(expression);
      if (called !== undefined && starts.has(called)) start(called);
      else if (!isOffer(called) && !(expression && ts.isStringLiteral(expression)))
        found.push(statement);
    }
  };
  start(first);
  return found;
}

const isOffer = (called: string | undefined): boolean =>
  called === "registerCodeFix" || called === "registerRefactor";

type Edit = readonly [from: number, to: number, text: string];

/** The text of statements, with members of namespaces and the messages called by names of their own. */
class Moved {
  readonly #text: string;
  readonly #parts: Parts;
  /** How often something is assigned to a name, anywhere. */
  readonly #writes = new Map<string, number>();
  readonly #edits: Edit[] = [];

  constructor(text: string, parts: Parts) {
    this.#text = text;
    this.#parts = parts;
    for (const one of parts.functions) this.#look(one);
    for (const body of parts.starts.values()) for (const one of body) this.#look(one);
    this.#edits.sort(([a], [b]) => a - b);
  }

  textOf(node: ts.Node): string {
    const [from, to] = [node.getStart(), node.end];
    let text = "";
    let at = from;
    for (let i = this.#firstAt(from); i < this.#edits.length; i += 1) {
      const [start, end, own] = this.#edits[i] as Edit;
      if (start >= to) break;
      text += this.#text.slice(at, start) + own;
      at = end;
    }
    return text + this.#text.slice(at, to);
  }

  /** What is assigned to a variable only here becomes its first value, and is left out where nothing uses it. */
  started(statement: ts.Statement): string {
    const expression = ts.isExpressionStatement(statement) ? statement.expression : undefined;
    if (!expression || !isAssignment(expression)) return this.textOf(statement);
    const name = expression.left.getText();
    if (!this.#parts.variables.has(name)) return this.textOf(statement);
    if (name === diagnostics) return this.#messages(expression.right);
    if (this.#writes.get(name) !== 1) return this.textOf(statement);
    const value = this.textOf(expression.right);
    return `var ${name} = ${isQuiet(expression.right) ? value : pure(value)};`;
  }

  /** Each message is a variable. Its key serves translations, of which there are none. */
  #messages(all: ts.Expression): string {
    if (!ts.isObjectLiteralExpression(all)) throw unknown(all);
    const messages = all.properties.map((property) => {
      const made = ts.isPropertyAssignment(property) ? property.initializer : undefined;
      if (!made || !ts.isCallExpression(made)) throw unknown(property);
      const [code, category, , ...rest] = made.arguments.map((one) => one.getText());
      const own = messageName(property.name?.getText() ?? "");
      return `var ${own} = /* @__PURE__ */ diag(${[code, category, '""', ...rest].join(", ")});`;
    });
    return messages.join("\n");
  }

  #firstAt(from: number): number {
    let [low, high] = [0, this.#edits.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#edits[middle]?.[0] ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #look(node: ts.Node): void {
    const own = ts.isPropertyAccessExpression(node) ? this.#ownName(node) : undefined;
    if (own !== undefined) this.#edits.push([node.getStart(), node.end, own]);
    else {
      const written = writtenBy(node);
      if (written) this.#writes.set(written, (this.#writes.get(written) ?? 0) + 1);
      ts.forEachChild(node, (child) => this.#look(child));
    }
  }

  #ownName({ expression, name }: ts.PropertyAccessExpression): string | undefined {
    if (!ts.isIdentifier(expression)) return undefined;
    if (expression.text === diagnostics) return messageName(name.text);
    return this.#parts.namespaces.get(expression.text)?.get(name.text);
  }
}

const messageName = (name: string): string => `${diagnostics}_${name}`;

const pure = (value: string): string => `/* @__PURE__ */ (() => (${value}))()`;

function isAssignment(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

/** Whether a bundler knows by itself that it can be left out. */
function isQuiet(node: ts.Expression): boolean {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isLiteralExpression(node);
}

function writtenBy(node: ts.Node): string | undefined {
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node))
    return node.operand.getText();
  const isWrite =
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
    node.operatorToken.kind <= ts.SyntaxKind.LastAssignment;
  return isWrite ? node.left.getText() : undefined;
}
