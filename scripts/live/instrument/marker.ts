import type MagicString from "magic-string";
import type TypeScript from "typescript";

/**
 * Writes reports into a script. `__step.at(line)` stands before a statement; `await x` becomes
 * `__step.back(line, __step.here(), await __step.leave(line, x))`: `here` says whose code it is, `leave` that x is known and
 * the wait begins, `back` that it is over.
 */
export class Marker {
  readonly #ts: typeof TypeScript;
  readonly #text: MagicString;
  readonly #lineOf: (node: TypeScript.Node) => number | undefined;
  #kept = 0;

  constructor(
    ts: typeof TypeScript,
    text: MagicString,
    lineOf: (node: TypeScript.Node) => number | undefined,
  ) {
    this.#ts = ts;
    this.#text = text;
    this.#lineOf = lineOf;
  }

  markStatements(statements: readonly TypeScript.Statement[]): void {
    let isPrologue = true;
    for (const statement of statements) {
      isPrologue &&= this.#isDirective(statement);
      if (!isPrologue) this.#markStatement(statement);
    }
  }

  #markStatement(statement: TypeScript.Statement): void {
    const ts = this.#ts;
    if (ts.isBlock(statement)) return this.#visit(statement);
    const line = this.#lineOf(statement);
    if (line !== undefined && this.#isReached(statement)) {
      this.#before(statement, `__step.at(${line});`);
    }
    if (ts.isTryStatement(statement) && this.#awaits(statement.tryBlock)) this.#visitTry(statement);
    else if (ts.isForOfStatement(statement) && statement.awaitModifier)
      this.#visitForAwait(statement);
    else this.#visitChildren(statement);
  }

  readonly #visit = (node: TypeScript.Node): void => {
    const ts = this.#ts;
    if (ts.isBlock(node) || ts.isCaseOrDefaultClause(node)) {
      if (ts.isCaseClause(node)) this.#visit(node.expression);
      this.markStatements(node.statements);
    } else if (ts.isAwaitExpression(node)) this.#visitAwait(node);
    else if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) this.#visitArrow(node);
    else if (this.#isAlone(node)) this.#visitAlone(node);
    else this.#visitChildren(node);
  };

  #visitChildren(node: TypeScript.Node): void {
    this.#ts.forEachChild(node, this.#visit);
  }

  #visitAwait(node: TypeScript.AwaitExpression): void {
    const line = this.#lineOf(node) ?? 0;
    this.#before(node, `__step.back(${line}, __step.here(), `);
    this.#before(node.expression, `__step.leave(${line}, `);
    this.#visit(node.expression);
    this.#after(node, "))");
  }

  /** Without braces there is no statement to stand before. Calls and awaits are what a reader wants to see there. */
  #visitArrow(node: TypeScript.ArrowFunction): void {
    const ts = this.#ts;
    for (const parameter of node.parameters) this.#visit(parameter);
    const line = this.#lineOf(node.body);
    const isSeen = ts.isCallExpression(node.body) || ts.isAwaitExpression(node.body);
    if (line === undefined || !isSeen) return this.#visit(node.body);
    this.#before(node.body, `(__step.at(${line}), `);
    this.#visit(node.body);
    this.#after(node.body, ")");
  }

  /** A statement without braces after `if`, `else`, `for` or `while` gets some. */
  #isAlone(node: TypeScript.Node): node is TypeScript.Statement {
    const ts = this.#ts;
    const { parent } = node;
    if (ts.isIfStatement(parent)) {
      return (
        node === parent.thenStatement || (node === parent.elseStatement && !ts.isIfStatement(node))
      );
    }
    return ts.isIterationStatement(parent, false) && node === parent.statement;
  }

  #visitAlone(statement: TypeScript.Statement): void {
    this.#before(statement, "{");
    this.#markStatement(statement);
    this.#after(statement, "}");
  }

  /** An await that throws never comes to its `back`: `catch` and `finally` say whose code goes on. */
  #visitTry(statement: TypeScript.TryStatement): void {
    const name = `__step${this.#kept++}`;
    this.#before(statement, `const ${name} = __step.here();`);
    this.#visit(statement.tryBlock);
    for (const block of [statement.catchClause?.block, statement.finallyBlock]) {
      if (block) this.#atStartOf(block, `__step.back(0, ${name});`);
    }
    if (statement.catchClause) this.#visitChildren(statement.catchClause);
    if (statement.finallyBlock) this.#visit(statement.finallyBlock);
  }

  /** Its awaits cannot be seen: whose code goes on is said inside and behind. */
  #visitForAwait(statement: TypeScript.ForOfStatement): void {
    const name = `__step${this.#kept++}`;
    const line = this.#lineOf(statement) ?? 0;
    this.#before(statement, `const ${name} = __step.here();`);
    this.#visit(statement.initializer);
    this.#visit(statement.expression);
    if (this.#ts.isBlock(statement.statement)) {
      this.#atStartOf(statement.statement, `__step.back(${line}, ${name});`);
      this.#visit(statement.statement);
    } else {
      this.#before(statement.statement, `{__step.back(${line}, ${name});`);
      this.#markStatement(statement.statement);
      this.#after(statement.statement, "}");
    }
    this.#after(statement, `__step.back(${line}, ${name});`);
  }

  #before(node: TypeScript.Node, text: string): void {
    this.#text.appendRight(node.getStart(), text);
  }

  #after(node: TypeScript.Node, text: string): void {
    this.#text.appendLeft(node.getEnd(), text);
  }

  #atStartOf(block: TypeScript.Block, text: string): void {
    this.#text.appendLeft(block.getStart() + 1, text);
  }

  /** What is hoisted is not done where it stands; of a `try` its first statement is what is reached. */
  #isReached(statement: TypeScript.Statement): boolean {
    const ts = this.#ts;
    const { isFunctionDeclaration, isEmptyStatement, isTryStatement } = ts;
    return ![isFunctionDeclaration, isEmptyStatement, isTryStatement].some((is) => is(statement));
  }

  #isDirective(statement: TypeScript.Statement): boolean {
    const ts = this.#ts;
    return ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
  }

  /** Whether it awaits itself, not only in a function inside it. */
  #awaits(node: TypeScript.Node): boolean {
    const ts = this.#ts;
    if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier))
      return true;
    if (ts.isFunctionLike(node)) return false;
    return ts.forEachChild(node, (child) => this.#awaits(child) || undefined) ?? false;
  }
}
