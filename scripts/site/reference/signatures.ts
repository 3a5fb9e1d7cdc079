import { format } from "prettier";
import ts from "typescript";
import type { Signature } from "./model.ts";

/** Narrow enough to stand on a tablet without scrolling. */
const printWidth = 76;

/**
 * The signatures of one name, as its author wrote them: parameters with their defaults, without
 * bodies, and without the words that tell a caller nothing. Where the author left a type to be
 * inferred, the compiler says it.
 */
export async function signaturesOf(
  declarations: readonly ts.Declaration[],
  checker: ts.TypeChecker,
): Promise<readonly Signature[]> {
  const callable = declarations.filter((one) => ts.isFunctionLike(one));
  const overloads = callable.filter((one) => bodyOf(one) === undefined);
  // Behind overloads stands an implementation that nobody can call.
  const shown = callable.length > 1 && overloads.length > 0 ? overloads : declarations;
  const found = await Promise.all(
    shown.map(async (one) => await signatureOf(one, checker, declarations)),
  );
  return found.filter((one) => one !== undefined);
}

async function signatureOf(
  node: ts.Declaration,
  checker: ts.TypeChecker,
  all: readonly ts.Declaration[],
): Promise<Signature | undefined> {
  if (ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node)) return await head(node);
  if (ts.isTypeAliasDeclaration(node)) {
    return declaration(
      (await formatted(node.getText().replace(/^export\s+/, ""))).replace(/;$/, ""),
    );
  }
  if (ts.isConstructorDeclaration(node)) {
    const made = ts.isClassDeclaration(node.parent) ? node.parent : undefined;
    const name = `${made?.name?.text ?? ""}${typeParameters(made)}`;
    return { form: "new", text: `new ${await call(name, node, "")}` };
  }
  if (ts.isFunctionDeclaration(node)) return await functionSignature(node.name, node, checker);
  if (ts.isVariableDeclaration(node)) return await constant(node, checker);
  if (ts.isMethodDeclaration(node) || ts.isMethodSignature(node)) {
    const text = await call("method", node, returned(node, checker), typeParameters(node));
    return { form: "member", text: text.replace(/^method/, node.name.getText()) };
  }
  // Of a pair of accessors the getter speaks for both.
  if (ts.isSetAccessor(node) && all.length > 1) return undefined;
  return await property(node, checker, all);
}

async function functionSignature(
  name: ts.Node | undefined,
  node: ts.SignatureDeclaration,
  checker: ts.TypeChecker,
): Promise<Signature> {
  const own = name?.getText() ?? "";
  const text = await call(own, node, returned(node, checker), typeParameters(node));
  return declaration(`function ${text}`);
}

/** `name<T>(parameters): result`, broken into lines as a function would be. */
async function call(
  name: string,
  node: ts.SignatureDeclaration,
  result: string,
  types = "",
): Promise<string> {
  const parameters = node.parameters.map((one) => one.getText()).join(", ");
  const text = await formatted(`function ${name}${types}(${parameters})${result} {}`);
  return text.replace(/^function /, "").replace(/ \{\}$/, "");
}

async function head(node: ts.ClassDeclaration | ts.InterfaceDeclaration): Promise<Signature> {
  const word = ts.isClassDeclaration(node) ? "class" : "interface";
  const heritage = (node.heritageClauses ?? []).map((clause) => ` ${clause.getText()}`).join("");
  const text = `${word} ${node.name?.text ?? ""}${typeParameters(node)}${heritage} {}`;
  return declaration((await formatted(text)).replace(/ \{\s*\}$/, ""));
}

async function constant(node: ts.VariableDeclaration, checker: ts.TypeChecker): Promise<Signature> {
  const { initializer, name } = node;
  if (node.type === undefined && initializer && ts.isArrowFunction(initializer)) {
    return await functionSignature(name, initializer, checker);
  }
  const text = `const ${name.getText()}: ${typeOf(node, node.type, checker)};`;
  return declaration((await formatted(text)).replace(/;$/, ""));
}

async function property(
  node: ts.Declaration,
  checker: ts.TypeChecker,
  all: readonly ts.Declaration[],
): Promise<Signature> {
  const member = node as ts.PropertyDeclaration | ts.PropertySignature | ts.GetAccessorDeclaration;
  const isReadonly = ts.isGetAccessor(node)
    ? !all.some((one) => ts.isSetAccessor(one))
    : (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Readonly) !== 0;
  const optional = member.questionToken === undefined ? "" : "?";
  const type = typeOf(node, member.type, checker);
  const text = `${isReadonly ? "readonly " : ""}${member.name.getText()}${optional}: ${type};`;
  const lines = (await formatted(`interface Of {\n${text}\n}`)).split("\n").slice(1, -1);
  return {
    form: "member",
    text: lines
      .map((line) => line.slice(2))
      .join("\n")
      .replace(/;$/, ""),
  };
}

function bodyOf(node: ts.SignatureDeclaration): ts.Node | undefined {
  return "body" in node ? node.body : undefined;
}

function typeParameters(
  node: { readonly typeParameters?: ts.NodeArray<ts.TypeParameterDeclaration> | undefined } = {},
): string {
  if (node.typeParameters === undefined) return "";
  return `<${node.typeParameters.map((one) => one.getText()).join(", ")}>`;
}

function returned(node: ts.SignatureDeclaration, checker: ts.TypeChecker): string {
  if (node.type) return `: ${node.type.getText()}`;
  const signature = checker.getSignatureFromDeclaration(node);
  return signature ? `: ${checker.typeToString(signature.getReturnType())}` : "";
}

function typeOf(node: ts.Node, written: ts.TypeNode | undefined, checker: ts.TypeChecker): string {
  return written?.getText() ?? checker.typeToString(checker.getTypeAtLocation(node));
}

function declaration(text: string): Signature {
  return { form: "declaration", text };
}

async function formatted(source: string): Promise<string> {
  return (await format(source, { parser: "typescript", printWidth })).trim();
}
