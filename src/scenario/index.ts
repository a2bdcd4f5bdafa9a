/**
 * Runs the scenarios of an integration template against a helpdesk: requests in order, values escaped by place, credentials,
 * outputs into rows. What the helpdesk does comes back as an outcome; exceptions are for what the caller can know before.
 *
 * One connection per helpdesk holds its sockets, its cap of parallel requests and its tokens; it is opened once and closed at the
 * end. Requests go to public addresses only, unless `allowPrivateNetworkTargets` says otherwise. Password fields are given as
 * {@link Secret} and once more in `secrets`: no exchange, row or message shows them.
 *
 * @example
 * ```ts
 * import { readFileSync } from "node:fs";
 * import * as scenario from "deskbell/scenario";
 * import { readTemplate } from "deskbell/template";
 *
 * const { template } = readTemplate(readFileSync("templates/request-tracker/template.xml", "utf8"));
 * if (!template) throw new Error("this is no integration template");
 * const compiled = scenario.compileTemplate(template, { zone: "Asia/Bangkok" });
 * const { RT_ADDRESS = "", RT_TOKEN = "" } = process.env;
 * const fields = { address: RT_ADDRESS, token: new scenario.Secret(RT_TOKEN) };
 * const env = { now: Date.now };
 * const connection = scenario.createHelpdeskConnection({
 *   auth: scenario.toAuth(compiled, fields),
 *   secrets: [RT_TOKEN],
 *   tokenStore: scenario.createMemoryTokenStore(),
 *   maxConcurrentRequests: 4,
 *   userAgent: "my-program/1.0",
 *   allowPrivateNetworkTargets: true,
 *   env,
 * });
 * const run = await scenario.runScenario({
 *   compiled,
 *   scenarioId: "SyncContactAuto",
 *   variables: { CallerNumber: "0898765432" },
 *   fields,
 *   connection,
 *   mode: "send",
 *   env,
 * });
 * console.log(run.outcome.kind, scenario.toContacts(run, compiled));
 * await connection.close();
 * ```
 */

export { Secret } from "../base/index.ts";
export {
  type Auth,
  type AuthorisationStart,
  type AuthorisationWish,
  createHelpdeskConnection,
  createMemoryTokenStore,
  type HelpdeskConnection,
  type HelpdeskConnectionOptions,
  startAuthorisation,
  type TokenStore,
} from "../request/index.ts";
export { toAuth, toAuthorisationWish } from "./auth.ts";
export { type CompiledTemplate, compileTemplate } from "./compile.ts";
export { toContacts } from "./contacts.ts";
export { type Hit, runScenario, type ScenarioInput, type ScenarioRun } from "./run.ts";
export type { Fields } from "./scope.ts";
