/** A user of Request Tracker. Its number is what URLs of the web pages use, its name is what lists call `id`. */
export interface RtUser {
  readonly number: number;
  readonly Name: string;
  readonly RealName: string;
  readonly EmailAddress: string;
  readonly WorkPhone: string;
  readonly MobilePhone: string;
  readonly Privileged: boolean;
  readonly phoneDigits: readonly string[];
}

export interface RtTicket {
  readonly id: string;
  Subject: string;
  Status: string;
  Owner: string;
  readonly Queue: string;
  readonly Requestor: readonly string[];
  readonly customFields: Record<string, string>;
  /** The first text and the comments, in order. */
  readonly texts: string[];
  readonly files: { readonly name: string; readonly contentType: string; readonly bytes: Buffer }[];
}

export interface RtState {
  readonly users: RtUser[];
  readonly tickets: RtTicket[];
}

export const RT_QUEUES: readonly string[] = ["General", "Phone"];
export const RT_STATUSES: readonly string[] = ["new", "open", "stalled", "resolved", "rejected"];
export const RT_TICKET_FIELDS: readonly string[] = ["Call Id", "Caller Number"];

/** Staff and customers, all invented. */
export function createRtState(): RtState {
  const staff = Array.from({ length: 4 }, (_, index) => ({
    Name: `agent${1001 + index}`,
    RealName: `Agent ${1001 + index}`,
    EmailAddress: `agent${1001 + index}@helpdesk.example`,
    WorkPhone: String(1001 + index),
    MobilePhone: "",
    Privileged: true,
    phoneDigits: [],
  }));
  const customer = (
    name: string,
    RealName: string,
    WorkPhone: string,
    MobilePhone: string,
    digits: readonly string[],
  ) => ({
    Name: `${name}@cust.example`,
    RealName,
    EmailAddress: `${name}@cust.example`,
    WorkPhone,
    MobilePhone,
    Privileged: false,
    phoneDigits: digits,
  });
  const customers = [
    customer("kanda", "กานดา ใจงาม", "081-234-5678", "", ["0812345678"]),
    customer("tail", "Same Tail", "+44 81 234 5678", "+65 8123 4567", ["44812345678", "6581234567"]),
    customer("two", "Two Numbers", "02-123-4567", "0898765432", ["021234567", "0898765432"]),
    customer("jane", 'Jane "JJ" O\'Neil & Sons', "", "", ["15555551212"]),
    customer("none", "No Phone", "", "", []),
  ];
  return { users: [...staff, ...customers].map((user, index) => ({ number: 20 + index, ...user })), tickets: [] };
}
