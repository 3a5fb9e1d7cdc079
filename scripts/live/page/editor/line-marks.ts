import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, type DecorationSet } from "@codemirror/view";
import type { LineMark } from "../session/static-code.ts";

/** Marks lines of the editor: those before it of the same kind lose their mark. */
export const setLineMark = StateEffect.define<{
  readonly what: LineMark;
  readonly lines: readonly number[];
}>();

const marks = {
  error: Decoration.line({ attributes: { "data-error": "" }, mark: "error" }),
  step: Decoration.line({ attributes: { "data-step": "" }, mark: "step" }),
};

/** Which lines are marked. A mark goes with its line, and is gone when the line is. */
export const lineMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, transaction) {
    const { doc } = transaction.state;
    let next = set.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setLineMark)) continue;
      const { what, lines } = effect.value;
      const add = lines.filter((line) => line >= 1 && line <= doc.lines);
      next = next.update({
        filter: (_from, _to, { spec }) => (spec as { mark?: LineMark }).mark !== what,
        add: add.map((line) => marks[what].range(doc.line(line).from)),
        sort: true,
      });
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});
