import { EditorView } from "@codemirror/view";

const colours = ["keyword", "function", "type", "string", "number", "operator"];

/** As the static code looks, to the pixel: nothing moves when one takes the other's place. Colours come with the page's tokens. */
export const look = EditorView.theme({
  "&": { backgroundColor: "var(--raised)", color: "var(--ink)", fontSize: "var(--code)" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", fontVariantLigatures: "none", lineHeight: "1.62" },
  ".cm-content": { padding: "0.2rem 0 0.8rem", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 var(--code-inset, 1rem)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    {
      background: "light-dark(#bfe3e2, #1f535c)",
    },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--accent-soft)",
    outline: "1px solid var(--accent)",
  },
  ".cm-line[data-error]": {
    backgroundColor: "var(--alarm-soft)",
    boxShadow: "inset 3px 0 var(--alarm)",
  },
  ".cm-line[data-step]": {
    backgroundColor: "var(--warm-soft)",
    boxShadow: "inset 4px 0 var(--warm)",
  },
  ...Object.fromEntries(colours.map((name) => [`.t-${name}`, { color: `var(--code-${name})` }])),
  ".t-comment": { color: "var(--code-comment)", fontStyle: "italic" },
  ".t-async": { color: "var(--code-async)", fontWeight: "700" },
  ".cm-tooltip": {
    maxWidth: "min(34rem, 92vw)",
    border: "1px solid var(--rule)",
    borderRadius: "var(--radius)",
    backgroundColor: "var(--paper)",
    color: "var(--ink)",
    boxShadow: "0 4px 18px rgb(0 0 0 / 0.18)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    fontFamily: "var(--mono)",
    fontSize: "var(--code)",
  },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--accent)",
    color: "var(--paper)",
  },
  ".cm-completionIcon": { opacity: "1" },
  ".told": {
    margin: "0",
    padding: "0.5rem 0.75rem",
    font: "var(--tiny) / 1.5 var(--mono)",
    whiteSpace: "pre-wrap",
  },
  ".told-doc": {
    margin: "0",
    padding: "0 0.75rem 0.5rem",
    font: "var(--tiny) / 1.5 var(--sans)",
    whiteSpace: "pre-wrap",
  },
  ".cm-diagnostic": {
    padding: "0.5rem 0.75rem",
    font: "var(--tiny) / 1.5 var(--sans)",
    borderLeft: "3px solid var(--alarm)",
  },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--alarm) 1px",
    textUnderlineOffset: "0.25em",
    textDecorationSkipInk: "none",
  },
  ".cm-panels": {
    backgroundColor: "var(--raised)",
    color: "var(--ink)",
    borderTop: "1px solid var(--rule)",
  },
});
