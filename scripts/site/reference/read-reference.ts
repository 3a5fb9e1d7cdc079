import { readFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";
import type { Comment, CommentDisplayPart, DeclarationReflection } from "typedoc";
import type { Doc, Entry, Member, Reference } from "./model.ts";
import { signaturesOf } from "./signatures.ts";
import { groupsOf } from "./themes.ts";

/** What typedoc found, and what it was found in. */
interface Sources {
  readonly root: string;
  readonly checker: ts.TypeChecker;
  readonly declarations: ReadonlyMap<number, readonly ts.Declaration[]>;
}

/** Reads the exports of `src/index.ts` and their doc comments. Throws if the library does not parse. */
export async function readReference(root: string): Promise<Reference> {
  const { exports, sources } = await convert(root);
  const known = await Promise.all(exports.map(async (one) => await entryOf(one, sources)));
  const groups = groupsOf(await readFile(join(root, "src/index.ts"), "utf8"));
  const themes = groups.map(({ title, names }) => ({
    title,
    entries: names.flatMap((name) => known.find((entry) => entry.name === name) ?? []),
  }));
  const grouped = new Set(groups.flatMap(({ names }) => names));
  // An `export *` names nothing in the index.
  const rest = known.filter(({ name }) => !grouped.has(name));
  return { themes: rest.length === 0 ? themes : [...themes, { title: "More", entries: rest }] };
}

async function convert(
  root: string,
): Promise<{ exports: readonly DeclarationReflection[]; sources: Sources }> {
  // A heavy package, and rarely needed: see remembered-reference.ts.
  const { Application, Converter, TSConfigReader } = await import("typedoc");
  const app = await Application.bootstrap(
    {
      entryPoints: [join(root, "src/index.ts")],
      // The library's own options: the whole project would take three times as long to read.
      tsconfig: join(root, "src/tsconfig.json"),
      skipErrorChecking: true,
      excludePrivate: true,
      excludeInternal: true,
      excludeExternals: true,
      disableSources: true,
      logLevel: "Error",
    },
    [new TSConfigReader()],
  );
  const declarations = new Map<number, readonly ts.Declaration[]>();
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection) => {
    const symbol = context.getSymbolFromReflection(reflection);
    declarations.set(reflection.id, symbol?.declarations ?? []);
  });
  // What app.convert() does, but with this program and no second one.
  const entryPoints = app.getEntryPoints() ?? [];
  const checker = entryPoints[0]?.program.getTypeChecker();
  const project = checker && app.converter.convert(entryPoints);
  if (!project) throw new Error(`typedoc could not read ${join(root, "src/index.ts")}`);
  return { exports: project.children ?? [], sources: { root, checker, declarations } };
}

async function entryOf(reflection: DeclarationReflection, sources: Sources): Promise<Entry> {
  const own = sources.declarations.get(reflection.id) ?? [];
  const children = (reflection.children ?? []).filter(({ flags }) => !flags.isProtected);
  const members = children
    .filter((child) => !isInherited(child) && isWritten(child, sources))
    .sort((a, b) => placeOf(a, sources) - placeOf(b, sources));
  const signatures = await signaturesOf(own, sources.checker);
  return {
    name: reflection.name,
    kind: kindOf(signatures[0]?.text ?? ""),
    file: own[0]?.getSourceFile().fileName.slice(sources.root.length + 1) ?? "",
    signatures,
    doc: docOf(reflection, own),
    members: await Promise.all(members.map(async (one) => await memberOf(one, sources))),
    inherited: children.filter(isInherited).flatMap(({ inheritedFrom }) => {
      const name = withSymbol(inheritedFrom?.name ?? "");
      return name === "" || /\.constructor$|toStringTag\]$/.test(name) ? [] : [name];
    }),
  };
}

async function memberOf(reflection: DeclarationReflection, sources: Sources): Promise<Member> {
  const own = writtenAs(reflection, sources);
  return {
    name: withSymbol(reflection.name),
    signatures: await signaturesOf(own, sources.checker),
    doc: docOf(reflection, own),
  };
}

/** typedoc leaves out where a well-known symbol comes from. */
const withSymbol = (name: string): string => name.replace(/\[(?!Symbol\.)/, "[Symbol.");

const isInherited = ({ inheritedFrom }: DeclarationReflection): boolean =>
  inheritedFrom !== undefined;

/** A class that writes no constructor has one all the same; there is nothing to say of it. */
function isWritten(reflection: DeclarationReflection, sources: Sources): boolean {
  return writtenAs(reflection, sources).length > 0;
}

function writtenAs(
  reflection: DeclarationReflection,
  { root, declarations }: Sources,
): readonly ts.Declaration[] {
  // What a debugger calls an object is no part of its contract.
  if (reflection.name === "[toStringTag]") return [];
  const own = declarations.get(reflection.id) ?? [];
  return own.filter((one) => one.getSourceFile().fileName.startsWith(`${root}/src/`));
}

/** Constructors first, then in the order of the source. */
function placeOf(reflection: DeclarationReflection, sources: Sources): number {
  if (reflection.name === "constructor") return -1;
  return writtenAs(reflection, sources)[0]?.getStart() ?? 0;
}

function kindOf(signature: string): Entry["kind"] {
  const word = /^\w+/.exec(signature)?.[0];
  if (word === "class" || word === "function" || word === "interface" || word === "type") {
    return word;
  }
  return "constant";
}

const noDoc: Doc = { text: "", parameters: [], tags: [] };

function docOf(reflection: DeclarationReflection, own: readonly ts.Declaration[]): Doc {
  // Where an export has no comment, typedoc takes the one above the export in the index.
  if (own.every((one) => ts.getJSDocCommentsAndTags(one).length === 0)) return noDoc;
  const signatures = [...(reflection.signatures ?? []), reflection.getSignature];
  const comments = [reflection.comment, ...signatures.map((one) => one?.comment)];
  const comment = comments.find((one) => one !== undefined);
  const parameters = signatures.flatMap((one) => one?.parameters ?? []);
  return {
    text: textOf(comment?.summary),
    parameters: parameters
      .map((one) => ({ name: one.name, text: textOf(one.comment?.summary) }))
      .filter(({ text }) => text !== ""),
    tags: tagsOf(comment),
  };
}

function tagsOf(comment: Comment | undefined): Doc["tags"] {
  return (comment?.blockTags ?? []).map(({ tag, content }) => ({
    name: tag.replace(/^@/, ""),
    text: textOf(content),
  }));
}

/** A link of a doc comment becomes the name it links to: on the page every name in code is a link. */
function textOf(parts: readonly CommentDisplayPart[] = []): string {
  const texts = parts.map(({ kind, text }) => (kind === "inline-tag" ? `\`${text}\`` : text));
  return texts.join("").trim();
}
