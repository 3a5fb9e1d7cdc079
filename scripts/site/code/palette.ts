import type { ThemeRegistration } from "shiki/core";

/**
 * Which TextMate scopes share a colour. The page carries class names, never colours: both themes
 * are decided in theme/code.css, and no style attribute is needed under the page's strict policy.
 * Later rows win over earlier ones of the same depth.
 */
const scopes: ReadonlyArray<readonly [className: string, scopes: readonly string[]]> = [
  ["t-comment", ["comment", "punctuation.definition.comment"]],
  ["t-string", ["string", "punctuation.definition.string", "constant.other.symbol"]],
  ["t-number", ["constant.numeric", "constant.language", "constant.character.escape"]],
  ["t-keyword", ["keyword", "storage", "variable.language.this", "entity.name.tag"]],
  ["t-function", ["entity.name.function", "support.function"]],
  ["t-type", ["entity.name.type", "support.type", "support.class", "entity.other.inherited-class"]],
  // Signs are plain, and so is the name of what is called: where something is defined stands out.
  [
    "t-plain",
    ["keyword.operator", "storage.type.function.arrow", "meta.function-call entity.name.function"],
  ],
  ["t-keyword", ["keyword.operator.new", "keyword.operator.expression"]],
  ["t-plain", ["meta.template.expression", "variable", "punctuation"]],
];

const plainColor = "#000000";

/** A "colour" is only a number that stands for a class name. */
const colorOf = (index: number): string => `#${(index + 1).toString(16).padStart(6, "0")}`;

export const paletteTheme: ThemeRegistration = {
  name: "interleave",
  type: "light",
  settings: [
    { settings: { foreground: plainColor, background: "#ffffff" } },
    ...scopes.map(([, scope], index) => ({
      scope: [...scope],
      settings: { foreground: colorOf(index) },
    })),
  ],
};

const classNames = new Map(scopes.map(([className], index) => [colorOf(index), className]));

/** Every class that highlighted code may carry. */
export const codeClasses: readonly string[] = [...new Set(classNames.values()), "t-async"];

/** The class for a token; undefined for plain text. */
export function classOf(text: string, color: string | undefined): string | undefined {
  const name = classNames.get(color?.toLowerCase() ?? plainColor);
  if (name === "t-plain") return undefined;
  // The words this course is about: which functions may stop, and where they do.
  const isAsync = /\b(?:async|await)\b/.test(text);
  return isAsync && name === "t-keyword" ? "t-async" : name;
}
