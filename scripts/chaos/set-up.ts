import { FIXED_TOKEN } from "./desk-api.ts";
import { INTEGRATIONS } from "./history.ts";
import { writeTemplate } from "./templates.ts";
import { CLIENT } from "./tokens.ts";

export const CONNECTION = "office";
/** Posts events, and reads what became of them. */
export const API_TOKEN = "chaos-api-token-of-a-throw-away-server";

/** The set-up as an administrator would write it into `deskbell.yaml`; templates lie beside it as `<name>.xml`. */
export const CONFIG = `
server: { allowPrivateTargets: true }
connections:
  - id: ${CONNECTION}
    zone: Asia/Bangkok
    extensions: [{ number: "1001", name: Anong }, { number: "1002", name: Ben }, { number: "1003", name: Chai }]
templates: [{ file: keyed.xml }, { file: searched.xml }, { file: plain.xml }]
integrations:
  - id: keyed
    connection: ${CONNECTION}
    template: keyed
    fields: { address: { env: CHAOS_HELPDESK }, client_id: ${CLIENT.id}, client_secret: { env: CHAOS_CLIENT_SECRET } }
    settings:
      contactCreation: { method: automatic, outbound: true }
      autoTicket: { when: before, contactsOnly: false }
${["searched", "plain"]
  .map(
    (name) => `  - id: ${name}
    connection: ${CONNECTION}
    template: ${name}
    fields: { address: { env: CHAOS_HELPDESK }, token: { env: CHAOS_FIXED_TOKEN } }
    settings:
      contactCreation: { method: automatic, outbound: true }
      autoTicket: { when: after, contactsOnly: false }`,
  )
  .join("\n")}
tokens:
  - { name: chaos, scopes: ["events:write:${CONNECTION}", read], value: { env: CHAOS_API_TOKEN } }
`;

/** The files that the configuration names, by name. */
export function templateFiles(): Readonly<Record<string, string>> {
  return Object.fromEntries(INTEGRATIONS.map((name) => [`${name}.xml`, writeTemplate(name)]));
}

/** Where the configuration finds what must not stand in it. */
export function environmentFor(helpdesk: string): NodeJS.ProcessEnv {
  return {
    CHAOS_HELPDESK: helpdesk,
    CHAOS_CLIENT_SECRET: CLIENT.secret,
    CHAOS_FIXED_TOKEN: FIXED_TOKEN,
    CHAOS_API_TOKEN: API_TOKEN,
    // One key for all nodes; nothing that is sealed with it outlives the run.
    DESKBELL_KEY: `chaos:${Buffer.alloc(32, 7).toString("base64")}`,
  };
}
