import { afterEach, describe, expect, it } from "vitest";
import {
  type Answer,
  type HttpHelpdesk,
  openHttpHelpdesk,
  type ReceivedRequest,
} from "../../test/support/http-helpdesk.ts";
import { anXml, runOnce } from "./a-template.test.data.ts";

let server: HttpHelpdesk;

afterEach(() => server.close());

async function helpdesk(answer: (request: ReceivedRequest, count: number) => Answer): Promise<HttpHelpdesk> {
  server = await openHttpHelpdesk(answer);
  return server;
}

const asked = () => server.requests.map(({ method, url }) => `${method} ${url}`);

describe("tickets", () => {
  const xml = anXml({
    CreateNewTicket: {
      parameters: [
        { Name: "Subject", Value: "{{.Direction}} call from {{.Caller}}" },
        { Name: "Description", Value: 'Said "{{.Caller}}"\n{{.Subject}}' },
        { Father: "CustomScenarioParameter", Name: "DepartmentId" },
      ],
      requests: [
        {
          name: "CreateNewTicket",
          method: "POST",
          url: "/tickets",
          body: '{"subject":"{{.Subject}}","body":"{{.Description}}","department":"{{.DepartmentId}}"}',
          outputs: { TicketId: "ticket.id" },
        },
        { name: "UpdateTicket", method: "PATCH", url: "/tickets/{{.TicketId}}", body: '{"note":"{{.Description}}"}' },
      ],
    },
  });
  const variables = { Direction: "Inbound", Caller: 'Jim "J"' };

  it("are made with the scenario's texts rendered, escaped by place, and nothing is updated", async () => {
    const { address } = await helpdesk(() => ({ status: 201, body: { ticket: { id: 77 } } }));
    const run = await runOnce(xml, "CreateNewTicket", address, {
      variables,
      parameters: { DepartmentId: "9", Subject: "Ring {{.Caller}}" },
    });
    expect(asked()).toEqual(["POST /tickets"]);
    expect(JSON.parse(server.requests[0]?.body ?? "")).toEqual({
      subject: 'Ring Jim "J"',
      body: 'Said "Jim "J""\nRing Jim "J"',
      department: "9",
    });
    expect(run).toMatchObject({
      ok: true,
      outcome: { kind: "delivered", status: 201 },
      variables: { TicketId: "77", Subject: 'Ring Jim "J"' },
    });
  });

  it("are updated when that is asked for by name", async () => {
    const { address } = await helpdesk(() => ({}));
    await runOnce(xml, "CreateNewTicket", address, {
      variables: { ...variables, TicketId: "77" },
      requests: ["UpdateTicket"],
    });
    expect(asked()).toEqual(["PATCH /tickets/77"]);
  });

  it("carry the same key on every repetition, and another for another request", async () => {
    const { address } = await helpdesk(() => ({}));
    const run = () => runOnce(xml, "CreateNewTicket", address, { variables, idempotencyKey: "delivery-1" });
    await run();
    await run();
    await runOnce(xml, "CreateNewTicket", address, {
      variables: { ...variables, TicketId: "1" },
      requests: ["UpdateTicket"],
      idempotencyKey: "delivery-1",
    });
    const keys = server.requests.map(({ headers }) => headers["idempotency-key"]);
    expect(keys).toEqual(["delivery-1-CreateNewTicket", "delivery-1-CreateNewTicket", "delivery-1-UpdateTicket"]);
  });

  it("whose answer never came are uncertain", async () => {
    const { address } = await helpdesk(() => (_, __, socket) => void socket.destroy());
    expect(await runOnce(xml, "CreateNewTicket", address, { variables })).toMatchObject({
      ok: false,
      outcome: { kind: "uncertain" },
    });
  });

  it("are not sent when the body would not be JSON, and the variable is named", async () => {
    const { address } = await helpdesk(() => ({}));
    const bad = anXml({
      CreateNewTicket: {
        requests: [{ name: "CreateNewTicket", method: "POST", url: "/t", body: '{"seconds":{{.Seconds}}}' }],
      },
    });
    const run = await runOnce(bad, "CreateNewTicket", address, { variables: { Seconds: '1,"admin":true' } });
    expect(run).toMatchObject({
      ok: false,
      outcome: { kind: "refused", reason: expect.stringContaining("{{.Seconds}}") },
    });
    expect(asked()).toEqual([]);
  });
});
