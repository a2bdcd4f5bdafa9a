/** A person in the demo helpdesk: an agent or a contact (`end-user`), in the shape of a Zendesk user. */
export interface HelpdeskUser {
  readonly id: number;
  name: string;
  email: string | null;
  phone: string | null;
  readonly role: "end-user" | "agent" | "admin";
  readonly external_id: string | null;
  readonly created_at: string;
  readonly identities: readonly Identity[];
}

/** A further way to reach a user; only numbers are of interest here. */
interface Identity {
  readonly id: number;
  readonly type: "phone_number" | "email";
  readonly value: string;
  readonly primary: boolean;
}

export interface TicketComment {
  readonly id: number;
  readonly body: string;
  readonly public: boolean;
  readonly author_id: number;
  readonly created_at: string;
  /** What the caller of the API wrote as `metadata.custom`. */
  readonly custom: Readonly<Record<string, unknown>>;
}

export const TICKET_STATUSES = ["new", "open", "pending", "hold", "solved", "closed"] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];

export interface HelpdeskTicket {
  readonly id: number;
  subject: string;
  status: TicketStatus;
  readonly requester_id: number;
  assignee_id: number | null;
  group_id: number | null;
  tags: readonly string[];
  readonly external_id: string | null;
  readonly created_at: string;
  updated_at: string;
  readonly comments: TicketComment[];
}

/** Who is there at the start. Contacts' first number is their main one, the others are identities. */
export interface HelpdeskSeed {
  readonly agents: readonly { readonly name: string; readonly email: string; readonly admin?: boolean }[];
  readonly contacts: readonly { readonly name: string; readonly email?: string; readonly numbers: readonly string[] }[];
}

/** Everything the demo helpdesk remembers, in memory. */
export interface HelpdeskState {
  readonly users: HelpdeskUser[];
  readonly tickets: HelpdeskTicket[];
  /** The next free number of users, comments and identities. */
  nextId(): number;
  nextTicketId(): number;
}

const FIRST_ID = 1001;

export function createState(seed: HelpdeskSeed, now: () => number): HelpdeskState {
  let lastId = FIRST_ID - 1;
  let lastTicketId = 0;
  const nextId = () => ++lastId;
  const created_at = new Date(now()).toISOString();
  const agents = seed.agents.map(({ name, email, admin }): HelpdeskUser => {
    const role = admin ? "admin" : "agent";
    return { id: nextId(), name, email, phone: null, role, external_id: null, created_at, identities: [] };
  });
  const contacts = seed.contacts.map(({ name, email, numbers }): HelpdeskUser => {
    const id = nextId();
    const identities = numbers.map(
      (value, index): Identity => ({ id: nextId(), type: "phone_number", value, primary: index === 0 }),
    );
    const phone = numbers[0] ?? null;
    return { id, name, email: email ?? null, phone, role: "end-user", external_id: null, created_at, identities };
  });
  return { users: [...agents, ...contacts], tickets: [], nextId, nextTicketId: () => ++lastTicketId };
}

/** Comments that record a call, newest first: those whose metadata say so. */
export function listJournal(
  state: HelpdeskState,
): { readonly ticket: HelpdeskTicket; readonly comment: TicketComment }[] {
  return state.tickets
    .flatMap((ticket) => ticket.comments.map((comment) => ({ ticket, comment })))
    .filter(({ comment }) => comment.custom.entry === "call_journal")
    .sort((a, b) => b.comment.id - a.comment.id);
}
