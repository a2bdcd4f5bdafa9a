import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import { Said } from "../../../shared/said.tsx";
import styles from "./integrations.module.css";

/** The variables that texts can be made of, each explained and with an example; unfolds. */
export function VariableList() {
  const { t } = useTranslation();
  const language = useQuery({
    queryKey: ["template-language"],
    queryFn: () => ask("GET /api/v1/template-language"),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <details className={styles.variables}>
      <summary>{t("integrations:texts.variables")}</summary>
      {/* A list that scrolls has to be reached by the keyboard. */}
      <dl tabIndex={0}>
        {language.data?.variables.map(({ name, meaning, example }) => (
          <div key={name}>
            <dt>
              <code>{`{{.${name}}}`}</code>
            </dt>
            <dd>
              <Said>{meaning}</Said>
              {example && <span className={styles.soft}> {example}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
