import type TypeScript from "typescript";

/** Text that was put in, by where it stands in the script of before. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

export interface Carried {
  readonly script: string;
  /** In the order of their places. */
  readonly insertions: readonly Insertion[];
}

/**
 * A script whose async functions keep whose code they are, across their awaits, where the platform does not: each takes it
 * from whoever calls it, and gives it back after each await. Only within lines is something put in, and no promise is added.
 * The script then asks `__carry`, which the kernel in the page provides, for what Node's AsyncLocalStorage does by itself.
 */
export function carried(ts: typeof TypeScript, script: string): Carried {
  if (!/\bawait\b|\byield\b/.test(script)) return { script, insertions: [] };
  const { ES2022 } = ts.ScriptTarget;
  const file = ts.createSourceFile("script.js", script, ES2022, true, ts.ScriptKind.JS);
  const carrier = new Carrier(ts);
  ts.forEachChild(file, carrier.visit);
  return { script: withInsertions(script, carrier.insertions), insertions: carrier.insertions };
}

function withInsertions(script: string, insertions: readonly Insertion[]): string {
  let text = "";
  let from = 0;
  for (const insertion of insertions) {
    text += script.slice(from, insertion.at) + insertion.text;
    from = insertion.at;
  }
  return text + script.slice(from);
}

const before = "const __here = __carry.here(); ";
const again = " __carry.back(__here);";

/** Walks through a script from its beginning to its end, so that what it puts in is in order. */
class Carrier {
  readonly insertions: Insertion[] = [];
  readonly #ts: typeof TypeScript;

  constructor(ts: typeof TypeScript) {
    this.#ts = ts;
  }

  readonly visit = (node: TypeScript.Node): void => {
    const ts = this.#ts;
    if (ts.isFunctionLike(node) && this.#waits(node)) return this.#visitFunction(node);
    if (ts.isAwaitExpression(node)) return this.#visitAwait(node);
    if (ts.isYieldExpression(node) && this.#isAsync(node)) return this.#visitYield(node);
    if (ts.isForOfStatement(node) && node.awaitModifier) return this.#visitForAwait(node);
    if (ts.isTryStatement(node) && this.#isAsync(node)) return this.#visitTry(node);
    ts.forEachChild(node, this.visit);
  };

  #visitFunction(node: TypeScript.SignatureDeclaration): void {
    const ts = this.#ts;
    const { body } = node as TypeScript.FunctionLikeDeclaration;
    for (const parameter of node.parameters) this.visit(parameter);
    if (!body) return;
    // The code behind a yield is that of whoever asks for the next value.
    const start = isGenerator(node) ? before.replace("const", "let") : before;
    if (ts.isBlock(body)) {
      const directives = body.statements.filter((one) => this.#isDirective(one));
      this.#put(directives.at(-1)?.end ?? body.getStart() + 1, ` ${start}`);
      for (const statement of body.statements) this.visit(statement);
    } else {
      this.#put(body.getStart(), `{ ${start}return (`);
      this.visit(body);
      this.#put(body.end, "); }");
    }
  }

  #visitAwait(node: TypeScript.AwaitExpression): void {
    this.#put(node.getStart(), "__carry.back(__here, ");
    this.#put(node.expression.getStart(), "__carry.wait(");
    this.visit(node.expression);
    this.#put(node.end, "))");
  }

  #visitYield(node: TypeScript.YieldExpression): void {
    this.#put(node.getStart(), "__carry.first(");
    if (node.expression) this.visit(node.expression);
    this.#put(node.end, ", __here = __carry.here())");
  }

  #visitForAwait(node: TypeScript.ForOfStatement): void {
    const ts = this.#ts;
    const isLabelled = ts.isLabeledStatement(node.parent);
    if (!isLabelled) this.#put(node.getStart(), "{ ");
    this.visit(node.expression);
    if (ts.isBlock(node.statement)) {
      this.#put(node.statement.getStart() + 1, again);
      ts.forEachChild(node.statement, this.visit);
    } else {
      this.#put(node.statement.getStart(), `{${again} `);
      this.visit(node.statement);
      this.#put(node.statement.end, " }");
    }
    if (!isLabelled) this.#put(node.end, `${again} }`);
  }

  /** An await that throws does not come back to where it stands. */
  #visitTry({ tryBlock, catchClause, finallyBlock }: TypeScript.TryStatement): void {
    this.visit(tryBlock);
    for (const block of [catchClause?.block, finallyBlock]) {
      if (!block) continue;
      this.#put(block.getStart() + 1, again);
      this.visit(block);
    }
  }

  #put(at: number, text: string): void {
    this.insertions.push({ at, text });
  }

  /** Whether it stands in an async function that keeps whose code it is. */
  #isAsync(node: TypeScript.Node): boolean {
    const ts = this.#ts;
    const around = ts.findAncestor(node, (one) => ts.isFunctionLike(one));
    return around !== undefined && this.#waits(around);
  }

  /** Whether it is async, and waits itself: not only in a function inside it. */
  #waits(node: TypeScript.SignatureDeclaration): boolean {
    const ts = this.#ts;
    const { modifiers, body } = node as TypeScript.FunctionExpression;
    const isAsync = modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) === true;
    const waits = (one: TypeScript.Node): boolean => {
      if (ts.isAwaitExpression(one) || ts.isYieldExpression(one)) return true;
      if (ts.isForOfStatement(one) && one.awaitModifier) return true;
      if (ts.isFunctionLike(one)) return false;
      return ts.forEachChild(one, (child) => waits(child) || undefined) === true;
    };
    return isAsync && waits(body);
  }

  #isDirective(statement: TypeScript.Statement): boolean {
    const ts = this.#ts;
    return ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
  }
}

function isGenerator(node: TypeScript.SignatureDeclaration): boolean {
  return "asteriskToken" in node && node.asteriskToken !== undefined;
}
