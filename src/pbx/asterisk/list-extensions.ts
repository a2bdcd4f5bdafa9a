import { toExtensionNumber } from "../../domain/index.ts";
import type { PbxExtension } from "../connector.ts";
import { AmiFault } from "./faults.ts";
import type { AmiLine } from "./line.ts";
import type { Numbering } from "./numbering.ts";
import type { AmiMessage } from "./wire.ts";

/** A phone's endpoint. */
export interface Endpoint {
  readonly extension: PbxExtension;
  /** Such as `PJSIP/2001`: what is dialled to ring it. */
  readonly address: string;
  /** Where its dialled numbers are looked up. */
  readonly context: string | undefined;
}

export interface Endpoints {
  readonly all: readonly Endpoint[];
  /** The user may read voicemail.conf. */
  readonly canReadMail: boolean;
}

/** So many endpoints are asked about at a time. */
const AT_A_TIME = 8;

/** The PBX's phones (PJSIP, else chan_sip), with names from their caller ids and e-mail addresses from the mailboxes of the same number. */
export async function listEndpoints(line: Pick<AmiLine, "ask" | "list">, numbering: Numbering): Promise<Endpoints> {
  const mail = await readMail(line);
  const found = await listPjsip(line, numbering, mail?.emails);
  const all = found.length > 0 ? found : await listSip(line, numbering, mail?.emails);
  const byNumber = new Map<string, Endpoint>();
  for (const one of all) if (!byNumber.has(one.extension.number)) byNumber.set(one.extension.number, one);
  const order = new Intl.Collator("en", { numeric: true });
  const sorted = [...byNumber.values()].sort((a, b) => order.compare(a.extension.number, b.extension.number));
  return { all: sorted, canReadMail: mail !== undefined };
}

type Emails = ReadonlyMap<string, string> | undefined;

async function listPjsip(line: Pick<AmiLine, "list">, numbering: Numbering, emails: Emails): Promise<Endpoint[]> {
  const names = (await listOrNone(line, { Action: "PJSIPShowEndpoints" })).flatMap(
    (message) => message.get("ObjectName") ?? [],
  );
  const endpoints: Endpoint[] = [];
  for (let from = 0; from < names.length; from += AT_A_TIME) {
    const some = names.slice(from, from + AT_A_TIME).map(async (name) => {
      const parts = await listOrNone(line, { Action: "PJSIPShowEndpoint", Endpoint: name });
      const detail = parts.find(({ event }) => event === "EndpointDetail");
      return toEndpoint(`PJSIP/${name}`, detail?.get("Callerid"), detail?.get("Context"), numbering, emails);
    });
    endpoints.push(...(await Promise.all(some)).flatMap((one) => one ?? []));
  }
  return endpoints;
}

async function listSip(line: Pick<AmiLine, "list">, numbering: Numbering, emails: Emails): Promise<Endpoint[]> {
  const peers = await listOrNone(line, { Action: "SIPpeers" });
  return peers.flatMap((peer) => {
    const name = peer.get("ObjectName");
    if (name === undefined) return [];
    return toEndpoint(`SIP/${name}`, peer.get("Description"), undefined, numbering, emails) ?? [];
  });
}

function toEndpoint(
  address: string,
  callerId: string | undefined,
  context: string | undefined,
  numbering: Numbering,
  emails: Emails,
): Endpoint | undefined {
  const [, quoted, shown] = /^\s*"?(.*?)"?\s*(?:<([^<>]*)>)?\s*$/.exec(callerId ?? "") ?? [];
  const party = numbering.partyOf(address, context, shown);
  if (party.kind !== "extension") return undefined;
  const number = toExtensionNumber(party.number);
  const email = emails?.get(number) ?? "";
  return { extension: { number, name: quoted ?? "", email }, address, context };
}

/** Lines such as `2001 => 1234,Agent One,agent1@example.com` of voicemail.conf; `undefined` when we may not read it. */
async function readMail(line: Pick<AmiLine, "ask">): Promise<{ readonly emails: Emails } | undefined> {
  try {
    const answer = await line.ask({ Action: "GetConfigJSON", Filename: "voicemail.conf" });
    return { emails: toEmails(answer) };
  } catch (error) {
    if (error instanceof AmiFault) return undefined;
    throw error;
  }
}

function toEmails(answer: AmiMessage): ReadonlyMap<string, string> {
  const emails = new Map<string, string>();
  const add = (mailbox: string, value: string) => {
    const email = value.split(",")[2]?.trim().split("|")[0] ?? "";
    if (email.includes("@") && /^\d+$/.test(mailbox) && !emails.has(mailbox)) emails.set(mailbox, email);
  };
  // One list of "name":"value" for each section; a name that comes twice is no reason to give up, so it is read as text.
  const pairs = (answer.get("JSON") ?? "").matchAll(/"((?:[^"\\]|\\.)*)"\s*:\s*"((?:[^"\\]|\\.)*)"/g);
  for (const [, mailbox = "", value = ""] of pairs) add(mailbox, value);
  return emails;
}

async function listOrNone(
  line: Pick<AmiLine, "list">,
  action: Parameters<AmiLine["list"]>[0],
): Promise<readonly AmiMessage[]> {
  try {
    return await line.list(action);
  } catch (error) {
    // Without a single endpoint it answers with an error, and so it does without the module.
    if (error instanceof AmiFault && !error.isDenied) return [];
    throw error;
  }
}
