import { readdirSync, readFileSync } from "node:fs";
import { Secret } from "../../../src/base/index.ts";
import type { Contact, TokenSet } from "../../../src/domain/index.ts";
import {
  createHelpdeskConnection,
  createMemoryTokenStore,
  startAuthorisation,
  type TokenStore,
} from "../../../src/request/index.ts";
import {
  type CompiledTemplate,
  compileTemplate,
  runScenario,
  type ScenarioInput,
  type ScenarioRun,
  toAuth,
  toAuthorisationWish,
  toContacts,
} from "../../../src/scenario/index.ts";
import { readTemplate } from "../../../src/template/index.ts";

/** A template of `templates/`, connected to a double. */
export interface ConnectedTemplate {
  readonly compiled: CompiledTemplate;
  readonly tokens: TokenStore;
  run(
    scenarioId: ScenarioInput["scenarioId"],
    variables: Readonly<Record<string, string>>,
    more?: Partial<
      Pick<ScenarioInput, "requests" | "parameters" | "mode" | "isEnough" | "idempotencyKey" | "recording">
    >,
  ): Promise<ScenarioRun>;
  contacts(run: ScenarioRun): readonly Contact[];
  /** Goes the whole way of the OAuth consent, as a browser would that always says yes. */
  authorise(redirectUri: string): Promise<void>;
  close(): Promise<void>;
}

export function readShippedTemplate(key: string): string {
  return readFileSync(new URL(`../../../templates/${key}/template.xml`, import.meta.url), "utf8");
}

/** Connects a shipped template with the values of its form; `secrets` are its password fields. */
export function connectTemplate(
  key: string,
  fields: Readonly<Record<string, string>>,
  secrets: Readonly<Record<string, string>>,
  tokens?: { readonly accessToken: string; readonly refreshToken: string },
): ConnectedTemplate {
  const { template, diagnostics } = readTemplate(readShippedTemplate(key));
  if (!template) throw new Error(`templates/${key}: ${diagnostics.map(({ message }) => message).join("; ")}`);
  const compiled = compileTemplate(template, { zone: "Asia/Bangkok" });
  const hidden = Object.entries(secrets).map(([name, value]) => [name, new Secret(value)] as const);
  const all = { ...fields, ...Object.fromEntries(hidden) };
  const initial: TokenSet | undefined = tokens && {
    accessToken: new Secret(tokens.accessToken),
    refreshToken: new Secret(tokens.refreshToken),
    obtainedAt: Date.now(),
    expiresAt: Date.now() + 3_600_000,
  };
  const store = createMemoryTokenStore(initial);
  const env = { now: Date.now };
  const connection = createHelpdeskConnection({
    auth: toAuth(compiled, all),
    secrets: Object.values(secrets),
    tokenStore: store,
    maxConcurrentRequests: template.maxConcurrentRequests,
    userAgent: "Deskbell/test",
    allowPrivateNetworkTargets: true,
    env,
  });
  return {
    compiled,
    tokens: store,
    run: (scenarioId, variables, more = {}) =>
      runScenario({ compiled, scenarioId, variables, fields: all, connection, mode: "send", env, ...more }),
    contacts: (run) => toContacts(run, compiled),
    async authorise(redirectUri) {
      const start = startAuthorisation(toAuthorisationWish(compiled, all, redirectUri));
      const answer = await fetch(start.url, { redirect: "manual" });
      const back = new URL(answer.headers.get("location") ?? `http://none/?error=${await answer.text()}`);
      if (back.searchParams.get("state") !== start.state) throw new Error(`no consent: ${back.href}`);
      await connection.acceptCode(back.searchParams.get("code") ?? "", redirectUri, start.verifier?.reveal());
    },
    close: () => connection.close(),
  };
}

/** A sample of `templates/<key>/samples`: what a helpdesk answers, and what the template makes of it. */
export interface Sample {
  readonly what: string;
  readonly scenario: ScenarioInput["scenarioId"];
  readonly requests?: readonly string[];
  readonly parameters?: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  readonly answers: readonly {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  }[];
  readonly expect: {
    readonly outcome: string;
    readonly retryAfterMs?: number;
    readonly rows?: readonly Readonly<Record<string, string>>[];
    readonly variables?: Readonly<Record<string, string>>;
  };
}

export function readSamples(key: string): readonly (readonly [name: string, sample: Sample])[] {
  const folder = new URL(`../../../templates/${key}/samples/`, import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => [name, JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Sample] as const);
}
