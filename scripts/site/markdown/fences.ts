import type { MarkdownIt } from "markdown-it";
import { codeBlock } from "../code/block.ts";
import type { Highlight } from "../code/highlight.ts";

/** Fenced and indented code looks like the code of the cells. */
export function fences(md: MarkdownIt, highlight: Highlight): void {
  const block = (source: string, info: string): string => {
    const language = /^[\w+-]+/.exec(info)?.[0] ?? "text";
    return `${codeBlock({ source, language, label: "Example" }, highlight).text}\n`;
  };
  md.renderer.rules["fence"] = (tokens, index) => {
    const { content, info } = tokens[index]!;
    return block(content, info);
  };
  md.renderer.rules["code_block"] = (tokens, index) => block(tokens[index]!.content, "");
}
