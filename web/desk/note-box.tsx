import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../shared/client/ask.ts";
import { useDeskTools } from "./desk-context.ts";
import type { Note } from "./desk-state.ts";
import { createNoteSaver, type NoteSaver, type SaveState } from "./note-saver.ts";

const MAX_TAGS = 20;

/** Note and tags of a call, saved while they are written; they go into its ticket and journal entry. */
export function NoteBox({ callId, first }: { readonly callId: string; readonly first: Note }) {
  const { t } = useTranslation();
  const { noted } = useDeskTools();
  const hint = useId();
  const [note, setNote] = useState(first);
  const [tag, setTag] = useState("");
  const [state, setState] = useState<SaveState>();
  const saver = useRef<NoteSaver>(undefined);
  saver.current ??= createNoteSaver(async ({ text, tags }) => {
    await ask("PUT /api/v1/calls/{id}/note", { path: { id: callId }, body: { text, tags } });
    noted(callId, { text, tags });
  }, setState);
  useEffect(() => {
    const flush = () => saver.current?.flush();
    addEventListener("pagehide", flush);
    return () => {
      removeEventListener("pagehide", flush);
      flush();
    };
  }, []);
  const change = (next: Note) => {
    setNote(next);
    saver.current?.take(next);
  };
  const add = () => {
    const words = tag
      .split(",")
      .map((one) => one.trim().slice(0, 60))
      .filter(Boolean);
    setTag("");
    const tags = [...new Set([...note.tags, ...words])].slice(0, MAX_TAGS);
    if (tags.length > note.tags.length) change({ ...note, tags });
  };
  const onKey = (event: KeyboardEvent) => {
    if ((event.key === "Enter" && !event.nativeEvent.isComposing) || event.key === ",") {
      event.preventDefault();
      add();
    }
  };
  return (
    <div className="desk-note">
      <label>
        {t("desk:note")}
        <textarea
          rows={3}
          maxLength={5000}
          value={note.text}
          aria-describedby={hint}
          onChange={({ currentTarget }) => change({ ...note, text: currentTarget.value })}
          onBlur={() => saver.current?.flush()}
        />
      </label>
      <div className="desk-tags">
        {note.tags.map((one) => (
          <button
            key={one}
            type="button"
            className="desk-tag"
            aria-label={t("desk:removeTag", { tag: one })}
            onClick={() => change({ ...note, tags: note.tags.filter((other) => other !== one) })}
          >
            {one} <span aria-hidden="true">×</span>
          </button>
        ))}
        <label className="desk-grow">
          <span className="db-unseen">{t("desk:addTag")}</span>
          <input
            value={tag}
            placeholder={t("desk:addTag")}
            maxLength={200}
            autoComplete="off"
            onChange={({ currentTarget }) => setTag(currentTarget.value)}
            onKeyDown={onKey}
            onBlur={add}
          />
        </label>
      </div>
      <p className="desk-soft desk-saved" id={hint} role="status" data-state={state}>
        {t(`desk:saved.${state ?? "hint"}`)}
      </p>
    </div>
  );
}
