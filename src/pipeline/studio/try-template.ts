import { DeskbellError, type Env, Secret } from "../../base/index.ts";
import { createHelpdeskConnection, createMemoryTokenStore } from "../../request/index.ts";
import { compileTemplate, type Fields, runScenario, type ScenarioRun, toAuth } from "../../scenario/index.ts";
import type { ScenarioId, Template } from "../../template/index.ts";
import type { IntegrationRuntime } from "../runtime.ts";
import { fillVariables, LOOK_UP_NAMES } from "./look-up.ts";

/** One scenario of a template that is tried. */
export interface Trial {
  readonly template: Template;
  readonly scenarioId: ScenarioId;
  /** Names of requests; absent = those that the scenario is for. */
  readonly requests?: readonly string[] | undefined;
  readonly variables: Readonly<Record<string, string>>;
  /** Values of the form that were typed; they go before those of the integration. */
  readonly fields: Readonly<Record<string, string>>;
  /** Whose stored fields, tokens, time zone and parameters are used. A dry run has `***` for each of its secrets. */
  readonly integration?: IntegrationRuntime | undefined;
  /** For templates with OAuth2, where there is no integration. */
  readonly accessToken?: string | undefined;
  /** `dry-run` sends nothing. */
  readonly mode: "dry-run" | "send";
}

interface TrialTools {
  readonly env: Env;
  readonly allowPrivateTargets: boolean;
  readonly userAgent: string;
}

const HIDDEN = "***";
const TIMEOUT_MS = 15_000;

/** Runs it. Throws `FIELD_MISSING`, `REAUTHORISE`, `SCENARIO_MISSING` and `REQUEST_MISSING` before anything is sent. */
export async function tryTemplate(trial: Trial, tools: TrialTools): Promise<ScenarioRun> {
  const { template, scenarioId, requests, variables, integration, mode } = trial;
  const compiled = compileTemplate(template, { zone: integration?.zone ?? "UTC" });
  const fields = toFields(trial);
  const auth = toAuth(compiled, fields);
  const needsPerson = auth.kind === "token-server" && auth.grant === "authorization-code";
  const stored = integration && mode === "send" && auth.kind === "token-server" ? integration.connection : undefined;
  if (mode === "send" && needsPerson && !stored && !trial.accessToken) {
    throw new DeskbellError(
      "REAUTHORISE",
      "the template logs in with OAuth2, which needs a person's permission: choose an integration that is connected, or give an access token",
    );
  }
  const connection =
    stored ??
    createHelpdeskConnection({
      auth,
      secrets: Object.values(fields).flatMap((value) => (typeof value === "string" ? [] : [value.reveal()])),
      tokenStore: createMemoryTokenStore(
        trial.accessToken ? { accessToken: new Secret(trial.accessToken), obtainedAt: tools.env.now() } : undefined,
      ),
      maxConcurrentRequests: template.maxConcurrentRequests,
      allowPrivateNetworkTargets: tools.allowPrivateTargets,
      userAgent: tools.userAgent,
      limits: { timeoutMs: TIMEOUT_MS },
      env: tools.env,
    });
  const number = LOOK_UP_NAMES.map((name) => variables[name]).find((value) => value);
  try {
    return await runScenario({
      compiled,
      scenarioId,
      ...(requests && { requests }),
      variables: fillVariables(variables, number),
      fields,
      parameters: integration?.integration.settings.parameters[scenarioId] ?? {},
      connection,
      mode,
      timeoutMs: TIMEOUT_MS,
      urgent: true,
      env: tools.env,
    });
  } finally {
    if (!stored) await connection.close();
  }
}

// What a dry run shows can be cut up by the template: a secret that is not there cannot come out in pieces.
function toFields({ template, fields: typed, integration, mode }: Trial): Fields {
  const missing: string[] = [];
  const fields: Record<string, string | Secret> = {};
  for (const { key, secret, initial } of template.fields) {
    const stored = integration?.fields[key];
    const hidden = stored !== undefined && typeof stored !== "string" && mode === "dry-run" ? HIDDEN : stored;
    const value = typed[key] || hidden || initial || (mode === "dry-run" && secret ? HIDDEN : undefined);
    if (value === undefined && typed[key] === undefined) missing.push(key);
    const known = value ?? "";
    fields[key] = secret && typeof known === "string" ? new Secret(known) : known;
  }
  if (missing.length === 0) return fields;
  throw new DeskbellError("FIELD_MISSING", "fields of the connection form have no value", {
    problems: missing.map((path) => ({ path, message: "has no value", help: "Type one, or choose an integration." })),
  });
}
