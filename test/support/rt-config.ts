import { RT_TOKEN } from "./helpdesks/request-tracker.ts";

/** A set-up with one PBX and a Request Tracker; its secrets come from {@link rtEnvironment}. */
export const RT_CONFIG = `
connections:
  - id: office
    zone: Asia/Bangkok
    signingSecret: { env: SIGNING_SECRET }
    extensions:
      - { number: "1001", name: Somsak, email: agent1001@helpdesk.example }
      - { number: "1002", name: Malai }
templates: [{ shipped: request-tracker }]
integrations:
  - id: rt
    connection: office
    template: request_tracker
    fields: { address: { env: RT_ADDRESS }, token: { env: RT_TOKEN }, staff_domain: helpdesk.example }
    associations: [{ extension: "1002", user: agent1002 }]
    settings:
      contactCreation: { method: automatic }
      parameters: { CallJournal: { JournalQueue: General } }
tokens: [{ name: pbx, scopes: ["events:write:office"], value: { env: EVENTS_TOKEN } }]
`;

export const EVENTS_TOKEN = "canary-events-token-5e1f7c";
export const SIGNING_SECRET = `whsec_${Buffer.from("canary-signing-secret-7d0a9b").toString("base64")}`;

export function rtEnvironment(address: string): NodeJS.ProcessEnv {
  return { RT_ADDRESS: address, RT_TOKEN, EVENTS_TOKEN, SIGNING_SECRET };
}
