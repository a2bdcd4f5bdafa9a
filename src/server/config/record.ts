import { createHash } from "node:crypto";
import type { Env } from "../../base/index.ts";
import { addAuditEntry, findMeta, lock, type Store, setMeta } from "../../store/index.ts";
import type { Config } from "./schema.ts";

const KEY = "config-digest";

/** Writes into the audit log that a configuration was applied which is another than the last one, with the names of what it sets up. */
export async function recordConfig(config: Config, store: Store, env: Env): Promise<void> {
  // The values that stand elsewhere are not in it, so no secret is.
  const digest = createHash("sha256").update(JSON.stringify(config)).digest("hex");
  const { connections, templates, integrations, tokens } = config;
  const after = {
    digest,
    connections: connections.map(({ id }) => id),
    templates: templates.map(({ key, shipped, file }) => key ?? shipped ?? file),
    integrations: integrations.map(({ id }) => id),
    tokens: tokens.map(({ name }) => name),
  };
  await store.write(function* () {
    yield* lock(KEY);
    if ((yield* findMeta(KEY)) === digest) return;
    yield* setMeta(KEY, digest);
    const who = { kind: "config", id: "", name: "deskbell.yaml", address: "" } as const;
    yield* addAuditEntry({ who, action: "applyConfig", subject: "deskbell.yaml", after }, env.now());
  });
}
