import { json, readJsonObject } from "../../../src/cli/demo/helpdesk/http.ts";
import { type HelpdeskDouble, openDouble, type ReceivedRequest, type Reply } from "./double.ts";
import { createRtState, type RtState } from "./rt-state.ts";
import { comment, commentWithFile, createTicket, findTickets, updateTicket } from "./rt-tickets.ts";
import { createUser, listUsers, type RtRights } from "./rt-users.ts";

export const RT_TOKEN = "1-23-0123456789abcdef0123456789abcdef";

export interface RequestTracker extends HelpdeskDouble {
  readonly state: RtState;
}

/** Request Tracker 5's REST 2.0 with its traps; without `adminUsers` the API user sees no telephone numbers and makes no users. */
export async function openRequestTracker(rights: RtRights = { adminUsers: true }): Promise<RequestTracker> {
  const state = createRtState();
  let address = "";

  function route(request: ReceivedRequest, url: URL): Reply {
    const path = url.pathname.replace(/^\/REST\/2\.0/, "");
    if (request.headers.authorization !== `token ${RT_TOKEN}`) return json(401, { message: "Unauthorized" });
    const [, id, part] = /^\/ticket\/(\d+)(\/comment)?$/.exec(path) ?? [];
    if (path === "/users" && (request.method === "GET" || request.method === "POST"))
      return listUsers(state, request, url, address, rights);
    if (path === "/tickets" && request.method === "GET") return findTickets(state, url, address);
    const body = readJsonObject(request);
    if (path === "/user" && request.method === "POST") return createUser(state, body, address, rights);
    if (path === "/ticket" && request.method === "POST") return createTicket(state, body, address);
    if (id === undefined) return json(404, { message: "Not Found" });
    const ticket = state.tickets.find((one) => one.id === id);
    if (!ticket)
      return part
        ? json(400, { message: "Message could not be recorded" })
        : json(404, { message: "Resource does not exist; use POST to create" });
    const isForm = String(request.headers["content-type"] ?? "").startsWith("multipart/form-data");
    if (part && request.method === "POST") return isForm ? commentWithFile(ticket, request) : comment(ticket, body);
    if (!part && request.method === "PUT") return updateTicket(state, ticket, body);
    return json(405, { message: "Method Not Allowed" });
  }

  const double = await openDouble(
    // Its server keeps no connection.
    (request, url) => {
      const reply = route(request, url);
      return { ...reply, headers: { ...reply.headers, connection: "close" } };
    },
    () => true,
  );
  address = double.address;
  return { ...double, state };
}
