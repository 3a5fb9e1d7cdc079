import ts from "typescript";
import type { Lesson } from "../../lesson/lesson.ts";
import { moduleOf, type LessonModule } from "../../lesson/module.ts";
import { hasTag, type Cell } from "../../lesson/notebook.ts";
import { lessonOptions } from "../../lesson/typecheck.ts";
import type { Hover, LessonHovers } from "./hovers.ts";
import { firstSentence, shortType } from "./wording.ts";

type Said = Pick<Hover, "type" | "doc">;

/** Says what every name in the cells of a lesson is. */
export type ReadHovers = (lesson: Lesson) => LessonHovers;

/** Reads the lessons with the compiler that checks them: one program for all, of which only what is asked for is checked. */
export function hoverReader(lessons: readonly Lesson[], root: string): ReadHovers {
  const parts = new Map(lessons.map((lesson) => [lesson, modulesOf(lesson, root)]));
  const modules = [...parts.values()].flat().map(({ module }) => module);
  const service = ts.createLanguageService(hostOf(modules, root), ts.createDocumentRegistry());
  return (lesson) => {
    const found = (parts.get(lesson) ?? []).map((part) => hoversIn(part, service, root));
    return Object.assign({}, ...found) as LessonHovers;
  };
}

interface Part {
  readonly module: LessonModule;
  /** The one cell that is read from this module; all when undefined. */
  readonly only?: string;
}

/** A cell that fails on purpose would end the module: it is read at the end of a module of its own. */
function modulesOf(lesson: Lesson, root: string): Part[] {
  const { cells } = lesson.notebook;
  const failing = cells.flatMap((cell, index) => {
    if (cell.cell_type !== "code" || !hasTag(cell, "raises-error")) return [];
    const until: Cell[] = [...cells.slice(0, index), { ...cell, metadata: {} }];
    const notebook = { ...lesson.notebook, cells: until };
    const alone = { ...lesson, slug: `${lesson.slug}.${cell.id}`, notebook };
    return [{ module: moduleOf(alone, root), only: cell.id }];
  });
  return [{ module: moduleOf(lesson, root) }, ...failing];
}

function hostOf(modules: readonly LessonModule[], root: string): ts.LanguageServiceHost {
  const texts = new Map(modules.map(({ path, text }) => [path, text]));
  const options = lessonOptions(root);
  const read = (path: string): string | undefined => texts.get(path) ?? ts.sys.readFile(path);
  return {
    getCompilationSettings: () => options,
    getScriptFileNames: () => [...texts.keys()],
    getScriptVersion: () => "1",
    // Nothing changes between two questions: the files need not be looked at for each.
    getProjectVersion: () => "1",
    getScriptSnapshot: (path) => {
      const text = read(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: (own) => ts.getDefaultLibFilePath(own),
    fileExists: (path) => texts.has(path) || ts.sys.fileExists(path),
    readFile: read,
    directoryExists: (path) => ts.sys.directoryExists(path),
    getDirectories: (path) => ts.sys.getDirectories(path),
    readDirectory: (...args) => ts.sys.readDirectory(...args),
  };
}

function hoversIn({ module, only }: Part, service: ts.LanguageService, root: string): LessonHovers {
  const program = service.getProgram();
  const file = program?.getSourceFile(module.path);
  if (!program || !file) throw new Error(`the program must contain ${module.path}`);
  const meaningOf = meanings(program.getTypeChecker());
  const known = new Map<string, Said | undefined>();
  const said = (name: ts.Node): Said | undefined => {
    const meaning = meaningOf(name);
    if (meaning === undefined) return saidOf(service, module.path, name.getStart(file), root);
    if (!known.has(meaning))
      known.set(meaning, saidOf(service, module.path, name.getStart(file), root));
    return known.get(meaning);
  };
  const byCell: Record<string, Hover[]> = {};
  for (const name of namesIn(file)) {
    const { line, character } = file.getLineAndCharacterOfPosition(name.getStart(file));
    const place = module.placeOf(line + 1);
    if (place.cellId === undefined || place.line === undefined) continue;
    if (only !== undefined && place.cellId !== only) continue;
    const words = said(name);
    if (words === undefined) continue;
    const where = { line: place.line, start: character, length: name.getWidth(file) };
    (byCell[place.cellId] ??= []).push({ ...where, ...words });
  }
  return byCell;
}

/**
 * Names of one meaning are told in the same words: the same symbol, of the same type where it stands, or called with the
 * same signature. To find the words takes longer than to find the meaning. Undefined where there is no symbol.
 */
function meanings(checker: ts.TypeChecker): (name: ts.Node) => string | undefined {
  const numbers = new Map<object, number>();
  const numberOf = (one: object): number => {
    const number = numbers.get(one) ?? numbers.size;
    numbers.set(one, number);
    return number;
  };
  return (name) => {
    const symbol = checker.getSymbolAtLocation(name);
    if (symbol === undefined) return undefined;
    const call = callOf(name);
    const signature = call && checker.getResolvedSignature(call);
    const what = signature ?? checker.getTypeOfSymbolAtLocation(symbol, name);
    return [numberOf(symbol), numberOf(what), name.parent.kind].join();
  };
}

/** The call in which a name stands for what is called. */
function callOf(name: ts.Node): ts.CallLikeExpression | undefined {
  const { parent } = name;
  const callee = ts.isPropertyAccessExpression(parent) && parent.name === name ? parent : name;
  const call = callee.parent;
  if (ts.isCallExpression(call) || ts.isNewExpression(call))
    return call.expression === callee ? call : undefined;
  return ts.isTaggedTemplateExpression(call) && call.tag === callee ? call : undefined;
}

function namesIn(file: ts.SourceFile): readonly ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    // The const of `as const` looks like a name to the parser.
    const isName = ts.isIdentifier(node) ? node.text !== "const" : ts.isPrivateIdentifier(node);
    if (isName) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function saidOf(
  service: ts.LanguageService,
  path: string,
  position: number,
  root: string,
): Said | undefined {
  const info = service.getQuickInfoAtPosition(path, position);
  if (info === undefined) return undefined;
  return {
    type: shortType(ts.displayPartsToString(info.displayParts), root),
    doc: firstSentence(ts.displayPartsToString(info.documentation)),
  };
}
