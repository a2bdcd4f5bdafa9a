import { Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "../../../../shared/client/ask.ts";
import { Said, useServerWords } from "../../../../shared/said.tsx";
import { ErrorNotice } from "../../../parts/error-notice.tsx";
import styles from "./studio.module.css";

const PAUSE_MS = 250;

interface Props {
  readonly json: string;
  readonly setJson: (json: string) => void;
  readonly path: string;
  readonly setPath: (path: string) => void;
}

/** An answer and a path: what is found stands there as one types. */
export function GjsonPane({ json, setJson, path, setPath }: Props) {
  const { t } = useTranslation();
  const say = useServerWords();
  const [asked] = useDebouncedValue(`${path}\n${json}`, PAUSE_MS);
  const split = asked.indexOf("\n");
  const found = useQuery({
    queryKey: ["gjson", asked],
    queryFn: () => ask("POST /api/v1/gjson", { body: { path: asked.slice(0, split), json: asked.slice(split + 1) } }),
    enabled: split > 0 && asked.length > split + 1,
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
  return (
    <div className={styles.try}>
      <p className={styles.soft}>{t("templates:gjson.lead")}</p>
      <TextInput
        label={t("templates:gjson.path")}
        value={path}
        onChange={(event) => setPath(event.target.value.replace(/\n/g, ""))}
        placeholder="users.#.id"
        spellCheck={false}
        styles={{ input: { fontFamily: "var(--db-mono)" } }}
      />
      <div>
        <p className={styles.soft}>{t("templates:gjson.found")}</p>
        <output className={styles.found} aria-live="polite">
          {found.data?.exists ? found.data.text : t("templates:gjson.nothing")}
        </output>
      </div>
      {found.data?.problems.map(({ offset, message }) => (
        <p key={offset} className={styles.soft}>
          {t("templates:gjson.problem", { at: offset + 1, message: say(message) })}
        </p>
      ))}
      {found.data?.fault && (
        <p className={styles.soft}>
          <Said>{found.data.fault}</Said>
        </p>
      )}
      {found.isError && <ErrorNotice error={found.error} />}
      <Textarea
        label={t("templates:gjson.answer")}
        description={t("templates:gjson.paste")}
        value={json}
        onChange={(event) => setJson(event.target.value)}
        autosize
        minRows={8}
        maxRows={18}
        spellCheck={false}
        styles={{ input: { fontFamily: "var(--db-mono)", fontSize: 12.5 } }}
      />
    </div>
  );
}
