import { useTranslation } from "react-i18next";
import type { Connection, Integration } from "../../../shared/client/generated/routes.ts";
import { StateBadge, type Tone } from "../../parts/badge.tsx";
import styles from "./home.module.css";
import type { Health } from "./use-overview.ts";

const TONES: Readonly<Record<string, Tone>> = {
  connected: "good",
  connect: "wait",
  attention: "bad",
  disabled: "calm",
};

const PBX_TONES: Readonly<Record<Health["state"], Tone>> = {
  connected: "good",
  passive: "good",
  connecting: "wait",
  waiting: "wait",
  refused: "bad",
  stopped: "calm",
};

function ConnectionState({ health }: { readonly health: Health | undefined }) {
  const { t } = useTranslation();
  return health && <StateBadge tone={PBX_TONES[health.state]}>{t(`home:pbx.${health.state}`)}</StateBadge>;
}

/** The telephones and helpdesks that are set up, each with its state. */
export function SetUp({
  connections,
  integrations,
  healths,
}: {
  readonly connections: readonly Connection[];
  readonly integrations: readonly Integration[];
  readonly healths: ReadonlyMap<string, Health>;
}) {
  const { t } = useTranslation();
  return (
    <section className={styles.card} aria-labelledby="set-up">
      <h2 id="set-up">{t("home:setUp")}</h2>
      {connections.length === 0 && <p className={styles.note}>{t("home:nothingSetUp")}</p>}
      {connections.map(({ id, name, zone }) => (
        <div key={id} className={styles.connection}>
          <div className={styles.thing}>
            <span>
              <strong>{name || id}</strong>
              <span className={styles.note}>{zone}</span>
            </span>
            <ConnectionState health={healths.get(id)} />
          </div>
          <ul>
            {integrations
              .filter(({ connectionId }) => connectionId === id)
              .map((integration) => (
                <li key={integration.id} className={styles.thing}>
                  <span>
                    {integration.id}
                    <span className={styles.note}>
                      {t("home:template", { key: integration.templateKey, revision: integration.templateRevision })}
                    </span>
                  </span>
                  <StateBadge tone={TONES[integration.status] ?? "calm"}>
                    {t(`home:status.${integration.status}`)}
                  </StateBadge>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
