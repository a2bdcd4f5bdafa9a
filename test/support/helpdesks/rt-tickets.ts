import { isObject, type JsonObject, json } from "../../../src/cli/demo/helpdesk/http.ts";
import { readMultipart } from "../read-multipart.ts";
import type { ReceivedRequest, Reply } from "./double.ts";
import { RT_QUEUES, RT_STATUSES, RT_TICKET_FIELDS, type RtState, type RtTicket } from "./rt-state.ts";

/** `POST /ticket`: an unknown owner or custom field is passed over without a word, an unknown queue is not. */
export function createTicket(state: RtState, body: JsonObject | undefined, address: string): Reply {
  if (!body) return json(400, { message: "JSON object must be a HASH reference" });
  const queue = String(body.Queue ?? "");
  if (!RT_QUEUES.includes(queue))
    return json(403, { message: `No permission to create tickets in the queue '${queue}'` });
  if (typeof body.Content === "string" && typeof body.ContentType !== "string")
    return json(400, { message: "ContentType is a required field for application/json" });
  const status = String(body.Status ?? "new");
  if (!RT_STATUSES.includes(status))
    return json(400, { message: `Status '${status}' isn't a valid status for tickets in this queue.` });
  const ticket: RtTicket = {
    id: String(state.tickets.length + 1),
    Queue: queue,
    Subject: String(body.Subject ?? ""),
    Status: status,
    Owner: state.users.some((user) => user.Name === body.Owner) ? String(body.Owner) : "Nobody",
    Requestor: state.users.filter((user) => user.Name === body.Requestor).map((user) => user.Name),
    customFields: {},
    texts: typeof body.Content === "string" ? [body.Content] : [],
    files: [],
  };
  setFields(ticket, body);
  state.tickets.push(ticket);
  const _url = `${address}/REST/2.0/ticket/${ticket.id}`;
  return json(201, { id: ticket.id, type: "ticket", _url }, { location: `/REST/2.0/ticket/${ticket.id}` });
}

/** `GET /tickets?query=`: of TicketSQL the comparison with one custom field; a field that is not there has no tickets. */
export function findTickets(state: RtState, url: URL, address: string): Reply {
  const query = url.searchParams.get("query") ?? "";
  const [, field, value] = /^\s*'?CF\.\{([^}]+)\}'? *= *'([^']*)'\s*$/.exec(query) ?? [];
  if (field === undefined || value === undefined) return json(400, { message: `Incomplete query, in '${query}'` });
  const found = state.tickets.filter(({ customFields }) => customFields[field] === value);
  const items = found.map(({ id }) => ({ id, type: "ticket", _url: `${address}/REST/2.0/ticket/${id}` }));
  return json(200, {
    items,
    count: items.length,
    total: items.length,
    page: 1,
    pages: items.length > 0 ? 1 : 0,
    per_page: 20,
  });
}

/** `PUT /ticket/{id}`: 200 whatever happens; what was refused stands among the sentences. */
export function updateTicket(state: RtState, ticket: RtTicket, body: JsonObject | undefined): Reply {
  if (!body) return json(400, { message: "JSON object must be a HASH reference" });
  const said: string[] = [];
  const say = (sentence: string) => said.push(`Ticket ${ticket.id}: ${sentence}`);
  const { Subject, Status, Owner } = body;
  if (Owner !== undefined && Owner !== ticket.Owner) {
    if (!state.users.some((user) => user.Name === Owner)) say("That user does not exist");
    else if (ticket.Owner !== "Nobody") say("You can only reassign tickets that you own or that are unowned");
    else {
      say(`Owner changed from ${ticket.Owner} to ${Owner}`);
      ticket.Owner = String(Owner);
    }
  }
  if (Status !== undefined && Status !== ticket.Status) {
    if (!RT_STATUSES.includes(String(Status))) say(`Status '${Status}' isn't a valid status for this ticket.`);
    else {
      say(`Status changed from '${ticket.Status}' to '${Status}'`);
      ticket.Status = String(Status);
    }
  }
  if (Subject !== undefined && Subject !== ticket.Subject) {
    say(`Subject changed from '${ticket.Subject}' to '${Subject}'`);
    ticket.Subject = String(Subject);
  }
  said.push(...setFields(ticket, body));
  return json(200, said);
}

/** `POST /ticket/{id}/comment` */
export function comment(ticket: RtTicket, body: JsonObject | undefined): Reply {
  if (!body) return json(400, { message: "JSON object must be a HASH reference" });
  if (typeof body.ContentType !== "string")
    return json(400, { message: "ContentType is a required field for application/json" });
  ticket.texts.push(String(body.Content ?? ""));
  return json(201, ["Comments added"], { location: `/REST/2.0/transaction/${100 + ticket.texts.length}` });
}

/** The same as a form: its field `JSON` is the comment, its file goes with it. */
export function commentWithFile(ticket: RtTicket, { headers, bytes }: ReceivedRequest): Reply {
  const { fields, file } = readMultipart(headers, bytes);
  const [first] = fields;
  if (fields.length !== 1 || first?.[0] !== "JSON")
    return json(400, { message: "JSON is a required field for multipart/form-data" });
  if (file.field !== "Attachments") return comment(ticket, JSON.parse(first[1]) as JsonObject);
  ticket.files.push({ name: file.name, contentType: file.contentType, bytes: file.bytes });
  return comment(ticket, JSON.parse(first[1]) as JsonObject);
}

function setFields(ticket: RtTicket, body: JsonObject): string[] {
  const fields = isObject(body.CustomFields) ? Object.entries(body.CustomFields) : [];
  return fields
    .filter(([name]) => RT_TICKET_FIELDS.includes(name))
    .map(([name, value]) => {
      ticket.customFields[name] = String(value);
      return `${name} ${value} added`;
    });
}
