import { syntaxTree } from "@codemirror/language";
import {
  Decoration,
  MatchDecorator,
  ViewPlugin,
  type DecorationSet,
  type EditorView,
  type ViewUpdate,
} from "@codemirror/view";
import { tags, tagHighlighter } from "@lezer/highlight";

/** The classes of the static code (scripts/site/code/palette.ts), by what the grammar calls things. */
export const codeClasses = tagHighlighter([
  { tag: tags.comment, class: "t-comment" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], class: "t-string" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.escape], class: "t-number" },
  {
    tag: [
      tags.keyword,
      tags.definitionKeyword,
      tags.modifier,
      tags.moduleKeyword,
      tags.operatorKeyword,
      tags.self,
    ],
    class: "t-keyword",
  },
  { tag: tags.controlKeyword, class: "t-keyword" },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.propertyName)],
    class: "t-function",
  },
  { tag: [tags.typeName, tags.className, tags.namespace], class: "t-type" },
  {
    tag: [
      tags.operator,
      tags.arithmeticOperator,
      tags.logicOperator,
      tags.compareOperator,
      tags.updateOperator,
    ],
    class: "t-operator",
  },
  { tag: [tags.definitionOperator, tags.controlOperator, tags.typeOperator], class: "t-operator" },
]);

/** The words this course is about, as in the static code: a name of a variable or a word in a text is not one of them. */
const asyncWords = new MatchDecorator({
  regexp: /\b(?:async|await)\b/g,
  decorate: (add, from, to, [word], view) => {
    if (syntaxTree(view.state).resolveInner(from, 1).name === word) {
      add(from, to, Decoration.mark({ class: "t-async" }));
    }
  },
});

export const asyncMarks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = asyncWords.createDeco(view);
    }

    update(update: ViewUpdate): void {
      this.decorations = asyncWords.updateDeco(update, this.decorations);
    }
  },
  { decorations: ({ decorations }) => decorations },
);
