import ts from "typescript";

/** The parts of TypeScript's one file. */
export interface Parts {
  /** What a part does when it starts, by the name of the function that starts it. */
  readonly starts: ReadonlyMap<string, readonly ts.Statement[]>;
  /** The members of each namespace: their names there and here. */
  readonly namespaces: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly functions: readonly ts.FunctionDeclaration[];
  readonly variables: ReadonlySet<string>;
  /** The part that starts all others, and the namespace of everything. */
  readonly first: string;
  readonly main: string;
}

/** Throws when the file has another shape. */
export function partsOf(file: ts.SourceFile): Parts {
  const starts = new Map<string, readonly ts.Statement[]>();
  const namespaces = new Map<string, ReadonlyMap<string, string>>();
  const functions: ts.FunctionDeclaration[] = [];
  const variables = new Set<string>();
  let last: ts.Statement | undefined;
  for (const statement of bodyOf(file)) {
    if (ts.isFunctionDeclaration(statement)) functions.push(statement);
    else if (ts.isVariableStatement(statement)) {
      for (const { name, initializer } of statement.declarationList.declarations) {
        if (initializer === undefined) variables.add(name.getText());
        else if (callOf(initializer) === "__esm")
          starts.set(name.getText(), onlyMethod(initializer).statements);
        else if (callOf(initializer) === "__commonJS") last = statement;
        else if (!/^__|_exports\d*$/.test(name.getText())) throw unknown(statement);
      }
    } else if (ts.isExpressionStatement(statement) && callOf(statement.expression) === "__export") {
      const [name, members] = (statement.expression as ts.CallExpression).arguments;
      namespaces.set(name?.getText() ?? "", membersOf(members as ts.ObjectLiteralExpression));
    } else if (!ts.isReturnStatement(statement)) throw unknown(statement);
  }
  const [, first = ""] = /(init_\w+)\(\)/.exec(last?.getText() ?? "") ?? [];
  const [, main = ""] = /exports = (\w+);/.exec(last?.getText() ?? "") ?? [];
  if (!starts.has(first) || !namespaces.has(main)) throw unknown(last ?? file);
  return { starts, namespaces, functions, variables, first, main };
}

/** `var ts = (() => { … })();` */
function bodyOf(file: ts.SourceFile): readonly ts.Statement[] {
  const found = file.statements.find(ts.isVariableStatement);
  const call = found?.declarationList.declarations[0]?.initializer;
  const wrapped = call && ts.isCallExpression(call) ? call.expression : undefined;
  const made = wrapped && ts.isParenthesizedExpression(wrapped) ? wrapped.expression : undefined;
  if (!made || !ts.isArrowFunction(made) || !ts.isBlock(made.body)) throw unknown(found ?? file);
  return made.body.statements;
}

export function callOf(expression: ts.Expression): string | undefined {
  return ts.isCallExpression(expression) ? expression.expression.getText() : undefined;
}

/** `__esm({ "src/…"() { … } })` */
function onlyMethod(expression: ts.Expression): ts.Block {
  const [parts] = (expression as ts.CallExpression).arguments;
  const method = parts && ts.isObjectLiteralExpression(parts) ? parts.properties[0] : undefined;
  if (!method || !ts.isMethodDeclaration(method) || !method.body) throw unknown(expression);
  return method.body;
}

/** `{ name: () => own, … }` */
function membersOf(literal: ts.ObjectLiteralExpression): ReadonlyMap<string, string> {
  const members = literal.properties.map((property) => {
    const getter = ts.isPropertyAssignment(property) ? property.initializer : undefined;
    if (!getter || !ts.isArrowFunction(getter)) throw unknown(property);
    return [property.name?.getText() ?? "", getter.body.getText()] as const;
  });
  return new Map(members);
}

export function unknown(node: ts.Node): Error {
  return new Error(`TypeScript's file has another shape: ${node.getText().slice(0, 200)}`);
}
