import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Answer, ask } from "../../../shared/client/ask.ts";
import { useFormat } from "../../../shared/format.ts";
import { Said } from "../../../shared/said.tsx";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { JsonView } from "../../parts/json-view.tsx";
import { Time } from "../../parts/moments.tsx";
import { Panel } from "./panel.tsx";
import styles from "./telephones.module.css";

const READ_MS = 5000;

type RefusedPost = Answer<"GET /api/v1/connections/{id}/refused-posts">["posts"][number];

/** The last posts of which nothing was taken: what was sent and why; nothing where all was taken. */
export function RefusedPosts({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const posts = useQuery({
    queryKey: ["connection", id, "refused-posts"],
    queryFn: async () => (await ask("GET /api/v1/connections/{id}/refused-posts", { path: { id } })).posts,
    // The live feed does not tell of them.
    refetchInterval: READ_MS,
  });
  if (posts.isError) return <ErrorNotice error={posts.error} />;
  if (!posts.data?.length) return null;
  return (
    <Panel title={t("telephones:refused.title")} text={t("telephones:refused.text")}>
      <ul className={styles.notes}>
        {posts.data.map((post, place) => (
          <li key={`${post.at} ${String(place)}`} data-tone={post.fate === "not-understood" ? "calm" : undefined}>
            <details>
              <summary>
                <Time at={post.at} /> {t(`telephones:refused.fate.${post.fate}`)}
              </summary>
              <One post={post} />
            </details>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function One({ post }: { readonly post: RefusedPost }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { method, address, from, contentType, bytes, body, reasons } = post;
  return (
    <>
      <ul className={styles.reasons}>
        {reasons.map(({ path, message, help }) => (
          <li key={`${path} ${message}`}>
            {path && <code>{path}</code>} <Said>{message}</Said>
            {help && (
              <>
                {" "}
                <Said>{help}</Said>
              </>
            )}
          </li>
        ))}
      </ul>
      <p className={styles.sent}>
        <code>
          {method} {address}
        </code>
      </p>
      <p className={styles.soft}>
        {t("telephones:refused.from", {
          from,
          type: contentType || t("telephones:refused.noType"),
          bytes: format.number(bytes),
        })}
      </p>
      {body !== undefined && <JsonView text={body} label={t("telephones:refused.body")} />}
    </>
  );
}
