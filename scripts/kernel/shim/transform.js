// @ts-check
"use strict";

/**
 * The last step of compiling a cell: names of earlier cells become `exports.name`, the value of the last expression
 * is kept, and what the cell declares is noted. It replaces tslab's own step, which missed shorthand properties and
 * destructuring, called functions of earlier cells as methods, and lost an expression before a declaration.
 * @param {any} ts @param {any} checker @param {import("./compiler.js").Conversion} conversion
 */
function cellTransformer(ts, checker, conversion) {
  return (/** @type {any} */ context) => (/** @type {any} */ file) => {
    const source = ts.getParseTreeNode(file);
    conversion.names = declaredNames(ts, source, checker);
    conversion.isAsync = awaitsAtTopLevel(ts, source);
    const visit = earlierNameVisitor(ts, checker, context);
    return keepLastExpression(ts, ts.visitEachChild(file, visit, context), conversion);
  };
}

/** @param {any} ts @param {any} source @param {any} checker */
function declaredNames(ts, source, checker) {
  const names = [];
  for (const [name, symbol] of source.locals ?? []) {
    const imported = Boolean(symbol.flags & ts.SymbolFlags.Alias);
    const meant = imported ? checker.getAliasedSymbol(symbol) : symbol;
    if (!imported && !(meant.flags & ts.SymbolFlags.Value)) continue;
    if (!imported && isAmbient(ts, symbol)) continue;
    names.push({ name, imported, assignable: isAssignable(ts, symbol) });
  }
  return names;
}

/** @param {any} ts @param {any} symbol */
function isAmbient(ts, symbol) {
  return symbol.declarations.every((/** @type {any} */ declaration) => {
    if (ts.isModuleDeclaration(declaration)) return ts.getModuleInstanceState(declaration) === 0;
    return Boolean(ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Ambient);
  });
}

/** @param {any} ts @param {any} symbol */
function isAssignable(ts, symbol) {
  if (!(symbol.flags & ts.SymbolFlags.Variable)) return false;
  return !(ts.getCombinedNodeFlags(symbol.valueDeclaration) & ts.NodeFlags.Const);
}

/** @param {any} ts @param {any} source */
function awaitsAtTopLevel(ts, source) {
  let found = false;
  const look = (/** @type {any} */ node) => {
    if (found || ts.isFunctionLike(node) || ts.isClassStaticBlockDeclaration(node)) return;
    found =
      ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined);
    if (!found) ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

/** @param {any} ts @param {any} checker @param {any} context */
function earlierNameVisitor(ts, checker, context) {
  const { factory } = ts;
  const earlier = (/** @type {any} */ symbol) =>
    (symbol?.declarations ?? []).some((/** @type {any} */ declaration) =>
      declaration.getSourceFile().fileName.endsWith("/__prev__.d.ts"),
    );
  const access = (/** @type {any} */ name) =>
    factory.createPropertyAccessExpression(factory.createIdentifier("exports"), ts.idText(name));
  const isEarlier = (/** @type {any} */ node) =>
    ts.isIdentifier(node) && isReference(ts, node) && earlier(checker.getSymbolAtLocation(node));
  /** @param {any} node @returns {any} */
  const visit = (node) => {
    if (isEarlier(node)) return ts.setTextRange(access(node), node);
    if (ts.isShorthandPropertyAssignment(node)) return shorthand(node);
    if (ts.isCallExpression(node) && isEarlier(node.expression)) {
      const callee = factory.createParenthesizedExpression(
        factory.createComma(factory.createNumericLiteral(0), access(node.expression)),
      );
      const args = ts.visitNodes(node.arguments, visit);
      return factory.updateCallExpression(node, callee, undefined, args);
    }
    return ts.visitEachChild(node, visit, context);
  };
  /** `{ x }` and `({ x = 1 } = value)` @param {any} node */
  const shorthand = (node) => {
    const symbol = checker.getShorthandAssignmentValueSymbol(ts.getParseTreeNode(node));
    if (!earlier(symbol)) return ts.visitEachChild(node, visit, context);
    const otherwise = node.objectAssignmentInitializer;
    const value = access(node.name);
    return factory.createPropertyAssignment(
      ts.idText(node.name),
      otherwise ? factory.createAssignment(value, visit(otherwise)) : value,
    );
  };
  return visit;
}

/** @param {any} ts @param {any} node */
function isReference(ts, node) {
  const original = ts.getParseTreeNode(node);
  if (!original?.parent || !ts.isExpressionNode(original)) return false;
  return !(ts.isPropertyAccessExpression(original.parent) && original.parent.name === original);
}

/**
 * Declarations of types leave nothing behind and functions are hoisted, so the last expression is the last thing done
 * even when such declarations follow it.
 * @param {any} ts @param {any} file @param {import("./compiler.js").Conversion} conversion
 */
function keepLastExpression(ts, file, conversion) {
  const { factory } = ts;
  const statements = [...file.statements];
  const isDone = (/** @type {any} */ statement) => !leavesNothing(ts, statement);
  const last = statements.length - 1 - [...statements].reverse().findIndex(isDone);
  if (!statements.some(isDone) || !ts.isExpressionStatement(statements[last])) return file;
  const names = new Set(conversion.names.map(({ name }) => name));
  let name = "tsLastExpr";
  for (let i = 0; names.has(name); i++) name = `tsLastExpr${i}`;
  conversion.lastExpression = name;
  const { expression } = statements[last];
  const declaration = factory.createVariableDeclaration(name, undefined, undefined, expression);
  const kept = factory.createVariableStatement(
    [factory.createModifier(ts.SyntaxKind.ExportKeyword)],
    factory.createVariableDeclarationList([declaration], ts.NodeFlags.Const),
  );
  statements[last] = ts.setTextRange(kept, statements[last]);
  return factory.updateSourceFile(file, statements);
}

/** @param {any} ts @param {any} statement */
function leavesNothing(ts, statement) {
  return (
    ts.isExportDeclaration(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isEmptyStatement(statement) ||
    statement.kind === ts.SyntaxKind.NotEmittedStatement
  );
}

module.exports = { cellTransformer };
