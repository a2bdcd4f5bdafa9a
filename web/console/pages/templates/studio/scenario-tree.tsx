import { useTranslation } from "react-i18next";
import type { TemplateModel } from "../use-templates.ts";
import styles from "./studio.module.css";

/** A scenario, or one of its requests. */
export interface Chosen {
  readonly scenario: string;
  readonly request?: string;
}

interface Props {
  readonly model: TemplateModel | undefined;
  readonly chosen: Chosen | undefined;
  readonly choose: (chosen: Chosen | undefined, at: number) => void;
}

/** The parts of the template; each leads to its place. */
export function ScenarioTree({ model, chosen, choose }: Props) {
  const { t } = useTranslation();
  if (!model) return <p className={styles.soft}>{t("templates:studio.noTree")}</p>;
  const isChosen = (scenario: string, request?: string) =>
    chosen?.scenario === scenario && chosen.request === request ? ("true" as const) : undefined;
  return (
    <nav aria-label={t("templates:studio.tree")} className={styles.tree}>
      <ul>
        <li>
          <button type="button" aria-current={chosen ? undefined : "true"} onClick={() => choose(undefined, 0)}>
            {t("templates:studio.whole")}
          </button>
        </li>
        {model.scenarios.map(({ id, at, requests }) => (
          <li key={id}>
            <button type="button" aria-current={isChosen(id)} onClick={() => choose({ scenario: id }, at)}>
              {t(`templates:scenario.${id}`, { defaultValue: id })}
              {t(`templates:scenario.${id}`, { defaultValue: id }) !== id && <code>{id}</code>}
            </button>
            {requests.length > 0 && (
              <ul>
                {requests.map((request) => (
                  <li key={request.at}>
                    <button
                      type="button"
                      aria-current={isChosen(id, request.name)}
                      onClick={() => choose({ scenario: id, request: request.name }, request.at)}
                    >
                      <span>
                        <code className={styles.method}>{request.method}</code> {request.name}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}
