import { isObject, type JsonObject, json, type Reply } from "./http.ts";
import {
  type HelpdeskState,
  type HelpdeskTicket,
  TICKET_STATUSES,
  type TicketComment,
  type TicketStatus,
} from "./state.ts";
import { recordInvalid } from "./users-api.ts";

/** `POST /api/v2/tickets` */
export function createTicket(state: HelpdeskState, body: JsonObject | undefined, now: string): Reply {
  const input = body?.ticket;
  if (!isObject(input)) return missing("ticket");
  const problem = findProblem(state, input);
  if (problem) return problem;
  const comment = toComment(state, input, now);
  if (!comment) return recordInvalid("base", "Description: cannot be blank");
  const requester_id = input.requester_id ?? state.users[0]?.id;
  const ticket: HelpdeskTicket = {
    id: state.nextTicketId(),
    subject: typeof input.subject === "string" ? input.subject : comment.body,
    status: (input.status as TicketStatus | undefined) ?? (input.assignee_id ? "open" : "new"),
    requester_id: requester_id as number,
    assignee_id: (input.assignee_id as number | undefined) ?? null,
    group_id: (input.group_id as number | undefined) ?? null,
    tags: (input.tags as string[] | undefined) ?? [],
    external_id: (input.external_id as string | undefined) ?? null,
    created_at: now,
    updated_at: now,
    comments: [comment],
  };
  state.tickets.push(ticket);
  return json(201, { ticket: show(ticket) }, { location: `/api/v2/tickets/${ticket.id}.json` });
}

/** `PUT /api/v2/tickets/{id}` */
export function updateTicket(
  state: HelpdeskState,
  ticket: HelpdeskTicket,
  body: JsonObject | undefined,
  now: string,
): Reply {
  const input = body?.ticket;
  if (!isObject(input)) return missing("ticket");
  if (ticket.status === "closed") return recordInvalid("status", "Status: closed prevents ticket update");
  const problem = findProblem(state, input);
  if (problem) return problem;
  const comment = toComment(state, input, now);
  if (comment) ticket.comments.push(comment);
  if (typeof input.subject === "string") ticket.subject = input.subject;
  if (input.status !== undefined) ticket.status = input.status as TicketStatus;
  if (input.assignee_id !== undefined) ticket.assignee_id = input.assignee_id as number;
  if (input.assignee_id && ticket.status === "new") ticket.status = "open";
  if (input.tags !== undefined) ticket.tags = input.tags as string[];
  ticket.updated_at = now;
  return json(200, { ticket: show(ticket), audit: { ticket_id: ticket.id, created_at: now } });
}

/** The first rule that a ticket of the API breaks. */
function findProblem(state: HelpdeskState, input: JsonObject): Reply | undefined {
  const { requester_id, assignee_id, group_id, status, tags, subject, external_id } = input;
  const find = (id: unknown) => state.users.find((user) => user.id === id);
  if (requester_id !== undefined && !find(requester_id))
    return recordInvalid("requester", `Requester: ${JSON.stringify(requester_id)} does not exist`);
  const assignee = find(assignee_id);
  if (assignee_id !== undefined && assignee_id !== null && (!assignee || assignee.role === "end-user"))
    return recordInvalid("assignee", `Assignee: ${JSON.stringify(assignee_id)} is not an agent`);
  if (group_id !== undefined && !Number.isInteger(group_id)) return recordInvalid("group", "Group: is not a number");
  if (status !== undefined && !TICKET_STATUSES.some((known) => known === status))
    return recordInvalid("status", `Status: ${JSON.stringify(status)} is not included in the list`);
  if (tags !== undefined && !(Array.isArray(tags) && tags.every((tag) => /^[\w-]+$/.test(String(tag)))))
    return recordInvalid("tags", "Tags: must be a list of words");
  if (subject !== undefined && typeof subject !== "string") return recordInvalid("subject", "Subject: must be a text");
  if (external_id !== undefined && typeof external_id !== "string")
    return recordInvalid("external_id", "External: must be a text");
  return undefined;
}

function toComment(state: HelpdeskState, input: JsonObject, now: string): TicketComment | undefined {
  const { comment, metadata } = input;
  if (!isObject(comment) || typeof comment.body !== "string" || comment.body.trim() === "") return undefined;
  const custom = isObject(metadata) && isObject(metadata.custom) ? metadata.custom : {};
  const author_id = state.users[0]?.id ?? 0;
  return {
    id: state.nextId(),
    body: comment.body,
    public: comment.public !== false,
    author_id,
    created_at: now,
    custom,
  };
}

function show({ comments, ...ticket }: HelpdeskTicket): unknown {
  return { ...ticket, description: comments[0]?.body ?? "", via: { channel: "api" } };
}

function missing(name: string): Reply {
  return json(400, { error: { title: "Invalid attribute", message: `Parameter ${name} is required` } });
}
