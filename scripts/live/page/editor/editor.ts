/** Loaded when a reader first wants to change a cell: CodeMirror, and what connects it with the compiler. */
import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import {
  bracketMatching,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { lintKeymap } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap } from "@codemirror/view";
import type { Completion, Diagnostic, Hover } from "../../protocol.ts";
import type { LineMark } from "../session/static-code.ts";
import { asyncMarks, codeClasses } from "./code-classes.ts";
import { look } from "./look.ts";
import { lineMarks, setLineMark } from "./line-marks.ts";
import { services } from "./services.ts";

export interface EditorOptions {
  readonly text: string;
  /** What a screen reader calls the editor. */
  readonly label: string;
  readonly onChange: (text: string) => void;
  readonly diagnose: (text: string) => Promise<readonly Diagnostic[]>;
  readonly complete: (text: string, offset: number) => Promise<Completion>;
  readonly hover: (text: string, offset: number) => Promise<Hover | undefined>;
}

/** The editor of one cell. */
export interface CellEditor {
  setText(text: string): void;
  focus(): void;
  /** The cursor to a place of the window, where the reader clicked. */
  focusAt(x: number, y: number): void;
  /** Marks lines, counted from 1; none takes the marks of this kind away. */
  mark(what: LineMark, lines: readonly number[]): void;
}

/**
 * An editor inside the element. It lives in a shadow root: there its styles need no permission of the page's policy,
 * and none of the page's keys are heard while it has the focus.
 */
export function mount(host: HTMLElement, options: EditorOptions): CellEditor {
  const root = host.attachShadow({ mode: "open" });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({ doc: options.text, extensions: extensionsFor(options) }),
  });
  keepKeysInside(host);
  return {
    setText: (text) => setText(view, text),
    focus: () => view.focus(),
    focusAt: (x, y) => {
      view.focus();
      const position = view.posAtCoords({ x, y });
      if (position !== null) view.dispatch({ selection: { anchor: position } });
    },
    mark: (what, lines) => view.dispatch({ effects: setLineMark.of({ what, lines }) }),
  };
}

function extensionsFor(options: EditorOptions) {
  return [
    history(),
    drawSelection(),
    EditorState.tabSize.of(2),
    indentUnit.of("  "),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    javascript({ typescript: true }),
    syntaxHighlighting(codeClasses),
    asyncMarks,
    lineMarks,
    look,
    services(options),
    keymap.of([
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...lintKeymap,
      ...defaultKeymap,
      ...historyKeymap,
      indentWithTab,
    ]),
    EditorView.contentAttributes.of({ "aria-label": options.label }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) options.onChange(update.state.doc.toString());
    }),
  ];
}

function setText(view: EditorView, text: string): void {
  const old = view.state.doc.toString();
  if (old === text) return;
  view.dispatch({ changes: { from: 0, to: old.length, insert: text } });
}

/** The page's single keys look at what has the focus, and from outside that is only the host. */
function keepKeysInside(host: HTMLElement): void {
  host.addEventListener("keydown", (event) => event.stopPropagation());
}
