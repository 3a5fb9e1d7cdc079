import ts from "typescript";
import { carried } from "../../instrument/carry.ts";
import { decodeMappings } from "../mappings.ts";

/**
 * A module of the library as CommonJS, without types and comments, carrying whose code it is, every line where it is in its source: so an error's
 * place needs no table. Throws when a line cannot be kept.
 */
export function moduleWithKeptLines(file: string, source: string): string {
  const { outputText, sourceMapText } = ts.transpileModule(source, {
    fileName: file,
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
      removeComments: true,
      noCheck: true,
      sourceMap: true,
    },
  });
  const code = outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, "");
  const kept = laidOut(file, code.split("\n"), firstLines(sourceMapText ?? ""));
  return carried(ts, kept).script;
}

/** For each line of the output the line of the source that it begins with, both from 0. */
function firstLines(map: string): readonly (number | undefined)[] {
  const { mappings } = JSON.parse(map) as { mappings: string };
  return decodeMappings(mappings).map(([first]) => first?.sourceLine);
}

function laidOut(
  file: string,
  code: readonly string[],
  origins: readonly (number | undefined)[],
): string {
  const lines: string[] = [""];
  const inTemplate = linesInsideTemplates(code.join("\n"));
  code.forEach((text, i) => {
    const origin = origins[i];
    const bare = inTemplate.has(i) ? text : text.trim();
    if (inTemplate.has(i)) lines.push(bare);
    else {
      while (origin !== undefined && lines.length - 1 < origin) lines.push("");
      // What has no line of its own, and what was moved up, goes on in this one.
      lines[lines.length - 1] += `${(lines.at(-1) ?? "") === "" ? "" : " "}${bare}`;
    }
    const at = lines.length - 1;
    if (
      origin !== undefined &&
      text.trim().length > 1 &&
      at !== origin &&
      at - origin > 0 &&
      inTemplate.has(i)
    )
      throw new Error(`${file}: line ${origin + 1} would be line ${at + 1} in the page`);
  });
  return lines.join("\n");
}

/** Lines that begin inside of a template's text: their spaces and line ends are part of a string. */
function linesInsideTemplates(code: string): ReadonlySet<number> {
  const file = ts.createSourceFile("module.js", code, ts.ScriptTarget.ES2022, true);
  const found = new Set<number>();
  const look = (node: ts.Node): void => {
    const isText =
      ts.isNoSubstitutionTemplateLiteral(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node);
    if (isText) {
      const first = file.getLineAndCharacterOfPosition(node.getStart()).line;
      const last = file.getLineAndCharacterOfPosition(node.end).line;
      for (let line = first + 1; line <= last; line++) found.add(line);
    }
    ts.forEachChild(node, look);
  };
  look(file);
  return found;
}
