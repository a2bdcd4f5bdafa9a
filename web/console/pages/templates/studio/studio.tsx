import { Button, SegmentedControl, Tabs } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../../shared/client/ask.ts";
import { Said, useServerWords } from "../../../../shared/said.tsx";
import { StateBadge } from "../../../parts/badge.tsx";
import { ErrorNotice } from "../../../parts/error-notice.tsx";
import { LeaveGuard } from "../../../parts/leave-guard.tsx";
import { PageHeader } from "../../../parts/page-header.tsx";
import { useMay } from "../../../session/session.ts";
import { download } from "../use-templates.ts";
import { Editor, type EditorHandle } from "./editor.tsx";
import type { Edit } from "./edits.ts";
import { FormView } from "./form-view.tsx";
import { GjsonPane } from "./gjson-pane.tsx";
import type { Language } from "./language.ts";
import { Mends } from "./mends.tsx";
import { Panes } from "./panes.tsx";
import { SaveDialog } from "./save-dialog.tsx";
import { type Chosen, ScenarioTree } from "./scenario-tree.tsx";
import styles from "./studio.module.css";
import { TryPane } from "./try-pane.tsx";
import { useCheck } from "./use-check.ts";
import { useNewer } from "./use-newer.ts";

interface Props {
  readonly language: Language;
  readonly initial: string;
  /** The key under which it is saved; absent = it is new. */
  readonly savedAs: string | undefined;
  readonly name: string;
}

/** One document: its parts, its text or form, and a place to try it. */
export function Studio({ language, initial, savedAs, name }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayChange = useMay("templates");
  const [text, setText] = useState(initial);
  const [savedText, setSavedText] = useState(savedAs === undefined ? "" : initial);
  const [view, setView] = useState<"xml" | "form">("xml");
  const [chosen, setChosen] = useState<Chosen>();
  const [saving, setSaving] = useState(false);
  const [answer, setAnswer] = useState("");
  const [path, setPath] = useState("");
  const editor = useRef<EditorHandle>(null);
  const latest = useRef(text);
  latest.current = text;
  const check = useCheck(text);
  const isDirty = text !== savedText;
  const { newer, known, look } = useNewer(savedAs);
  const goTo = useCallback((offset: number) => {
    setView("xml");
    // The editor may have to be shown first.
    setTimeout(() => editor.current?.goTo(offset));
  }, []);
  // One after the other: each edit is made in the text that the one before it gave.
  const edit = useMutation({
    scope: { id: "template-edits" },
    mutationFn: (edits: Edit[]) => ask("POST /api/v1/template-edits", { body: { xml: latest.current, edits } }),
    onSuccess: ({ xml }) => {
      latest.current = xml;
      setText(xml);
    },
  });
  const choose = (next: Chosen | undefined, at: number) => {
    setChosen(next);
    if (view === "xml") editor.current?.goTo(at);
  };
  const title = check.model?.name || name;
  return (
    <>
      <PageHeader
        title={title || t("templates:studio.title")}
        back={<Link to="/templates">{t("templates:backToAll")}</Link>}
      >
        <SegmentedControl
          aria-label={t("templates:studio.view")}
          data={[
            { value: "xml", label: t("templates:studio.xml") },
            { value: "form", label: t("templates:studio.form") },
          ]}
          value={view}
          onChange={(value) => setView(value as "xml" | "form")}
        />
        <Button variant="default" onClick={() => download(`${check.model?.key || "template"}.xml`, text)}>
          {t("templates:download")}
        </Button>
        <Button
          onClick={() => {
            look();
            setSaving(true);
          }}
          disabled={!mayChange || !isDirty}
        >
          {t("templates:studio.save")}
        </Button>
      </PageHeader>
      {edit.isError && <ErrorNotice error={edit.error} />}
      <Panes
        left={<ScenarioTree model={check.model} chosen={chosen} choose={choose} />}
        middle={
          <>
            {check.mended !== undefined && (
              <Mends text={text} mended={check.mended} diagnostics={check.diagnostics} apply={setText} goTo={goTo} />
            )}
            {view === "xml" && (
              <Editor
                ref={editor}
                text={text}
                change={setText}
                diagnostics={check.diagnostics}
                language={language}
                label={t("templates:studio.editor")}
              />
            )}
            {view === "form" && check.model && (
              <FormView model={check.model} chosen={chosen} edit={(...edits) => edit.mutate(edits)} />
            )}
            {view === "form" && !check.model && <p className={styles.notice}>{t("templates:studio.noForm")}</p>}
            <Status check={check} isDirty={isDirty} goTo={goTo} />
          </>
        }
        right={
          <Tabs defaultValue="try" keepMounted>
            <Tabs.List mb="sm">
              <Tabs.Tab value="try">{t("templates:try.title")}</Tabs.Tab>
              <Tabs.Tab value="gjson">{t("templates:gjson.title")}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="try">
              {check.model ? (
                <TryPane
                  xml={text}
                  model={check.model}
                  language={language}
                  scenario={chosen?.scenario}
                  answered={setAnswer}
                />
              ) : (
                <p className={styles.soft}>{t("templates:try.nothing")}</p>
              )}
            </Tabs.Panel>
            <Tabs.Panel value="gjson">
              <GjsonPane json={answer} setJson={setAnswer} path={path} setPath={setPath} />
            </Tabs.Panel>
          </Tabs>
        }
      />
      {saving && (
        <SaveDialog
          xml={text}
          savedAs={savedAs}
          newer={newer}
          close={() => setSaving(false)}
          saved={(key, revision) => {
            known(revision);
            setSavedText(text);
            setSaving(false);
            if (savedAs === undefined) {
              // Nothing is lost, though the guard does not know yet.
              void navigate({ to: "/templates/-/studio", search: { key }, replace: true, ignoreBlocker: true });
            }
          }}
        />
      )}
      <LeaveGuard isDirty={isDirty} />
    </>
  );
}

interface StatusProps {
  readonly check: ReturnType<typeof useCheck>;
  readonly isDirty: boolean;
  readonly goTo: (offset: number) => void;
}

/** Below the text: whether it is saved, how many findings there are, and the way to the first of them. */
function Status({ check, isDirty, goTo }: StatusProps) {
  const { t } = useTranslation();
  const say = useServerWords();
  const { diagnostics, isCurrent, error } = check;
  const count = (severity: string) => diagnostics.filter((one) => one.severity === severity).length;
  const first = diagnostics.find(({ severity }) => severity === "error") ?? diagnostics[0];
  return (
    <div className={styles.status} aria-live="polite">
      <StateBadge tone={isDirty ? "wait" : "good"}>
        {t(isDirty ? "templates:studio.unsaved" : "templates:studio.isSaved")}
      </StateBadge>
      {error && <span>{say(error.message)}</span>}
      {!error && !isCurrent && <span>{t("templates:studio.checking")}</span>}
      {isCurrent && diagnostics.length === 0 && <span>{t("templates:studio.noFinding")}</span>}
      {count("error") > 0 && <StateBadge tone="bad">{t("templates:errors", { count: count("error") })}</StateBadge>}
      {count("warning") > 0 && (
        <StateBadge tone="wait">{t("templates:warnings", { count: count("warning") })}</StateBadge>
      )}
      {first && (
        <button type="button" onClick={() => goTo(first.span?.offset ?? 0)}>
          {first.span && `${t("templates:line", { line: first.span.line })} `}
          <Said>{first.message}</Said>
        </button>
      )}
    </div>
  );
}
