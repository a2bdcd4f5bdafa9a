import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const wavy = (colour: string) => ({
  backgroundImage: "none",
  textDecoration: `underline wavy ${colour} 1px`,
  paddingBottom: "1px",
});
const marker = (sign: string, colour: string) => ({
  content: `"${sign}"`,
  color: colour,
  fontWeight: "700",
  textAlign: "center",
});

// A font for Thai that stood before `monospace` would give the blanks their width, and indentation would be lost.
const MONO = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace, "Noto Sans Thai"';

/** The colours of the console. Pictures that CodeMirror brings as `data:` addresses are replaced by text, as the content policy wants. */
export const EDITOR_THEME = [
  EditorView.theme({
    "&": { height: "100%", color: "var(--db-ink)", backgroundColor: "var(--db-card)", fontSize: "13px" },
    "&.cm-focused": { outline: "none" },
    ".cm-scroller": { fontFamily: MONO, lineHeight: "1.55" },
    ".cm-content": { caretColor: "var(--db-ink)" },
    ".cm-cursor": { borderLeftColor: "var(--db-ink)" },
    ".cm-gutters": {
      color: "var(--db-soft)",
      backgroundColor: "var(--db-raised)",
      borderRight: "1px solid var(--db-line)",
    },
    ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--db-accent) 6%, transparent)" },
    ".cm-activeLineGutter": { color: "var(--db-ink)", backgroundColor: "transparent" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
      backgroundColor: "color-mix(in srgb, var(--db-accent) 26%, transparent) !important",
    },
    ".cm-tooltip": {
      color: "var(--db-ink)",
      backgroundColor: "var(--db-card)",
      border: "1px solid var(--db-line-strong)",
      borderRadius: "6px",
    },
    ".cm-tooltip-autocomplete > ul > li[aria-selected]": {
      color: "var(--db-on-accent)",
      backgroundColor: "var(--db-accent)",
    },
    ".cm-completionDetail": { color: "inherit", opacity: "0.8" },
    ".cm-help": { maxWidth: "30rem", padding: "6px 10px", fontFamily: "var(--db-font)" },
    ".cm-diagnostic": { fontFamily: "var(--db-font)", maxWidth: "34rem" },
    ".cm-diagnosticAction": { color: "var(--db-on-accent)", backgroundColor: "var(--db-accent)", padding: "2px 8px" },
    ".cm-panels": { color: "var(--db-ink)", backgroundColor: "var(--db-raised)" },
    ".cm-textfield, .cm-button": { color: "var(--db-ink)", backgroundColor: "var(--db-card)", backgroundImage: "none" },
    ".cm-lintRange-error": wavy("var(--db-bad)"),
    ".cm-lintRange-warning": wavy("var(--db-wait)"),
    ".cm-lintRange-info": wavy("var(--db-info)"),
    ".cm-lint-marker": { content: "normal !important", lineHeight: "1em", textAlign: "center" },
    ".cm-lint-marker-error::before": marker("●", "var(--db-bad)"),
    ".cm-lint-marker-warning::before": marker("▲", "var(--db-wait)"),
    ".cm-lint-marker-info::before": marker("i", "var(--db-info)"),
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: tags.tagName, color: "var(--db-accent)", fontWeight: "600" },
      { tag: tags.attributeName, color: "var(--db-info)" },
      { tag: tags.attributeValue, color: "var(--db-good)" },
      { tag: tags.comment, color: "var(--db-soft)", fontStyle: "italic" },
      { tag: tags.processingInstruction, color: "var(--db-soft)" },
      { tag: tags.angleBracket, color: "var(--db-soft)" },
      { tag: tags.invalid, color: "var(--db-bad)" },
    ]),
  ),
];
