import { type Call, type Contact, DEFAULT_SETTINGS, toCallId, toExtensionNumber } from "../../../src/domain/index.ts";
import {
  addDelivery,
  addTemplateRevision,
  type Operation,
  type Store,
  saveConnection,
  saveIntegration,
  type WaitingFor,
} from "../../../src/store/index.ts";

/** Looks for waiting events, whoever took them in. */
export const anyWaiting = (limit: number): WaitingFor => ({
  node: "",
  othersBefore: Number.MAX_SAFE_INTEGER,
  without: [],
  order: "oldest",
  limit,
});

export const NOW = 1_790_000_000_000;

/** A store with connection "pbx", template "desk" and the integrations named. */
export async function seed(store: Store, integrations: readonly string[] = ["one", "two"]): Promise<void> {
  await store.write(function* (): Operation<void> {
    yield* saveConnection({ id: "pbx", name: "PBX", kind: "generic", zone: "Asia/Bangkok" }, NOW);
    yield* addTemplateRevision({ key: "desk", name: "Desk", xml: "<a/>", hash: "h1" }, NOW);
    for (const id of integrations) {
      const base = { id, connectionId: "pbx", templateKey: "desk", templateRevision: 1, enabled: true };
      yield* saveIntegration({ ...base, settings: DEFAULT_SETTINGS }, NOW);
    }
  });
}

export function aCall(more: Partial<Call> = {}): Call {
  const id = more.id ?? toCallId("c1");
  return {
    id,
    connectionId: "pbx",
    pbxCallId: `pbx-${id}`,
    direction: "inbound",
    state: "ringing",
    externalNumber: "+66812345678",
    externalName: "",
    dialledNumber: "020001000",
    legs: [{ legId: "1001", extension: toExtensionNumber("1001"), ringingAt: NOW }],
    startedAt: NOW,
    ringSeconds: 0,
    talkSeconds: 0,
    totalSeconds: 0,
    incomplete: false,
    facts: {},
    ...more,
  };
}

export function aContact(more: Partial<Contact> = {}): Contact {
  return {
    id: "7",
    type: "contacts",
    name: "Somchai",
    email: "",
    numbers: [{ kind: "MobileNumber", number: "+66812345678" }],
    customValue: "",
    url: "http://desk/7",
    outputs: {},
    ...more,
  };
}

/** Plans a ticket (or what `more` says) for a call of integration "one". */
export function plan(
  id: string,
  callId: string,
  more: { lane?: 1 | 2; at?: number; integration?: string; feature?: "auto-ticket" | "call-journal" } = {},
) {
  const { lane = 2, at = NOW, integration = "one", feature = "auto-ticket" } = more;
  return () =>
    addDelivery(
      id,
      integration,
      toCallId(callId),
      { kind: "delivery", feature, trigger: "ended", action: { kind: "create-ticket" }, lane },
      at,
    );
}
