import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, foldGutter, foldKeymap, indentOnInput } from "@codemirror/language";
import { lintGutter, lintKeymap, type Diagnostic as Shown, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { Annotation, EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { type Ref, useEffect, useEffectEvent, useImperativeHandle, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useServerWords } from "../../../../shared/said.tsx";
import type { Diagnostic } from "./diagnostic.ts";
import { EDITOR_THEME } from "./editor-theme.ts";
import { type Language, templateLanguage } from "./language.ts";
import { endsInCrLf, findChange, toEditorOffset } from "./positions.ts";

/** What others can ask of the editor. */
export interface EditorHandle {
  /** Puts the cursor at a place of the text, in UTF-16 code units, and shows it. */
  goTo(offset: number): void;
}

interface Props {
  readonly text: string;
  readonly change: (text: string) => void;
  /** Of exactly this text. */
  readonly diagnostics: readonly Diagnostic[];
  readonly language: Language;
  readonly label: string;
  readonly ref?: Ref<EditorHandle>;
}

/** Marks what came from outside, so that it is not told back. */
const fromOutside = Annotation.define<true>();

/** CodeMirror in a shadow root: there its styles are constructed sheets, which the content policy lets through. */
export function Editor({ text, change, diagnostics, language, label, ref }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const { t } = useTranslation();
  const say = useServerWords();
  const tell = useEffectEvent(change);
  const first = useRef(text);
  useImperativeHandle(ref, () => ({
    goTo(offset) {
      const editor = view.current;
      if (!editor) return;
      const position = Math.min(toEditorOffset(editor.state.sliceDoc(), offset), editor.state.doc.length);
      editor.dispatch({
        selection: { anchor: position },
        effects: EditorView.scrollIntoView(position, { y: "start", yMargin: 40 }),
      });
      editor.focus();
    },
  }));
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(":host > div, div.frame { height: 100%; }");
    root.adoptedStyleSheets = [sheet];
    const frame = document.createElement("div");
    frame.className = "frame";
    root.replaceChildren(frame);
    const editor = new EditorView({
      parent: frame,
      root,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          ...(endsInCrLf(first.current) ? [EditorState.lineSeparator.of("\r\n")] : []),
          [lineNumbers(), highlightActiveLineGutter(), foldGutter(), lintGutter(), history(), drawSelection()],
          [indentOnInput(), bracketMatching(), closeBrackets(), autocompletion(), highlightActiveLine()],
          [highlightSelectionMatches(), EditorView.lineWrapping, EDITOR_THEME, templateLanguage(language, t)],
          keymap.of([
            ...[...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap],
            ...[...completionKeymap, ...lintKeymap],
          ]),
          EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", tabindex: "0" }),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged || update.transactions.some((one) => one.annotation(fromOutside))) return;
            const next = update.state.sliceDoc();
            first.current = next;
            tell(next);
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, [language, label, t]);
  useEffect(() => {
    first.current = text;
    const editor = view.current;
    if (!editor || editor.state.sliceDoc() === text) return;
    const wanted = editor.state.toText(text);
    const changes = findChange(editor.state.doc.toString(), wanted.toString());
    editor.dispatch({ changes, annotations: fromOutside.of(true) });
  }, [text]);
  useEffect(() => {
    const editor = view.current;
    // Somebody who has just typed is a step ahead; the next check is about that.
    if (editor?.state.sliceDoc() !== text) return;
    editor.dispatch(
      setDiagnostics(
        editor.state,
        diagnostics.map((one) => toShown(one, text, say)),
      ),
    );
  }, [diagnostics, text, say]);
  return <div ref={host} data-editor />;
}

function toShown(
  { severity, code, message, help, span, fix }: Diagnostic,
  text: string,
  say: (sentence: string) => string,
): Shown {
  const from = toEditorOffset(text, span?.offset ?? 0);
  const to = toEditorOffset(text, (span?.offset ?? 0) + (span?.length ?? 0));
  const shown: Shown = {
    ...{ from, to, severity, source: code },
    message: [message, help].flatMap((one) => (one === undefined ? [] : [say(one)])).join("\n"),
  };
  if (!fix) return shown;
  const apply = (view: EditorView) =>
    view.dispatch({
      changes: {
        from: toEditorOffset(text, fix.span.offset),
        to: toEditorOffset(text, fix.span.offset + fix.span.length),
        insert: fix.text,
      },
    });
  return { ...shown, actions: [{ name: say(fix.title), apply }] };
}
