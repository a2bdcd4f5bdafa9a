import { type Answer, openHttpHelpdesk, type ReceivedRequest } from "./http-helpdesk.ts";

/** A helpdesk with contacts, tickets and journal entries, and with no opinion of its own. */
export interface SimpleHelpdesk {
  readonly address: string;
  readonly contacts: { readonly id: string; readonly name: string; readonly phone: string }[];
  readonly tickets: Record<string, string>[];
  readonly journals: Record<string, string>[];
  /** Every request in order, such as `POST /tickets`; a search with its number. */
  sent(): string[];
  /** The bodies that were sent with requests of this name, such as `PUT /tickets/1`. */
  bodies(request: string): Record<string, string>[];
  /** Until it is called again: what to answer instead, `undefined` = the usual. */
  interfere(
    answer?: (request: string, received: ReceivedRequest) => Answer | undefined | Promise<Answer | undefined>,
  ): void;
  close(): Promise<void>;
}

export async function openSimpleHelpdesk(): Promise<SimpleHelpdesk> {
  const contacts: SimpleHelpdesk["contacts"][number][] = [];
  const tickets: Record<string, string>[] = [];
  const journals: Record<string, string>[] = [];
  let other: Parameters<SimpleHelpdesk["interfere"]>[0];
  const server = await openHttpHelpdesk(async (request) => (await other?.(nameOf(request), request)) ?? usual(request));

  function usual({ method, url, body }: ReceivedRequest): Answer {
    const { pathname, searchParams } = new URL(url, "http://helpdesk");
    const data = body === "" ? {} : (JSON.parse(body) as Record<string, string>);
    switch (`${method} ${pathname}`) {
      case "GET /contacts": {
        const wanted = searchParams.get("number");
        return { body: { items: contacts.filter(({ phone }) => phone === wanted) } };
      }
      case "GET /people":
        return { body: { items: contacts.filter(({ name }) => name.includes(searchParams.get("text") ?? "")) } };
      case "POST /contacts": {
        const contact = { id: String(100 + contacts.length), name: data.name ?? "", phone: data.phone ?? "" };
        contacts.push(contact);
        return { status: 201, body: contact };
      }
      case "POST /tickets": {
        const ticket = { ...data, id: String(500 + tickets.length) };
        tickets.push(ticket);
        return { status: 201, body: ticket };
      }
      case "POST /journals":
        journals.push(data);
        return { status: 201, body: { id: `j${journals.length}` } };
      case "GET /users":
        return { body: { items: [{ id: "u1", name: "Anong", email: "anong@example.com" }] } };
      default:
        if (method === "PUT" && pathname.startsWith("/journals/j")) {
          const entry = journals[Number(pathname.slice("/journals/j".length)) - 1];
          if (!entry) return { status: 404, body: {} };
          Object.assign(entry, data);
          return { body: {} };
        }
        return method === "PUT" && pathname.startsWith("/tickets/") ? { body: {} } : { status: 404, body: {} };
    }
  }

  return {
    address: server.address,
    contacts,
    tickets,
    journals,
    sent: () => server.requests.map(nameOf),
    bodies: (name) => server.requests.filter((one) => nameOf(one) === name).map(({ body }) => JSON.parse(body)),
    interfere(answer) {
      other = answer;
    },
    close: () => server.close(),
  };
}

function nameOf({ method, url }: ReceivedRequest): string {
  return `${method} ${decodeURIComponent(url)}`;
}
