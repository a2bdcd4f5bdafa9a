import { afterEach, describe, expect, it } from "vitest";
import type { Answer } from "../../test/support/http-helpdesk.ts";
import { KNOWN, openRig, type Rig, type RigOptions } from "../../test/support/pipeline/rig.ts";
import { HOUR, SECOND } from "../base/index.ts";
import { SCRIPTS } from "../pbx/index.ts";

let rig: Rig;
afterEach(() => rig.close());

const missed = () => SCRIPTS.missed({ number: KNOWN, extension: "1001" });
/** Gives a request of the template a further parameter of ours. */
const withWord = (request: string, name: string, value: string) => (xml: string) =>
  xml.replace(
    new RegExp(`(<Request Name="${request}" Method="POST"[^>]*>\\s*<Parameters>)`),
    `$1<Parameter Father="Deskbell" Name="${name}" Value="${value}"/>`,
  );
const FINDER = `<Request Name="FindTicket" Method="GET" ResponseType="application/json" URLFormat="{{.address}}/made?call={{.Call_Id}}">
  <Parameters><Parameter Father="Deskbell" Name="FindsEarlier" Value="CreateNewTicket"/></Parameters>
  <Outputs><Output Name="TicketId" Path="items.#.id"/></Outputs></Request>`;
const withFinder = (xml: string) => xml.replace('<Request Name="UpdateTicket"', `${FINDER}$&`);

const DROP: Answer = (_request, _response, socket) => void socket.destroy();

/** Opens a rig whose helpdesk makes the first ticket and does not say so. */
async function open(options: RigOptions, { made = true, heedsKey = false } = {}): Promise<string> {
  rig = await openRig(options);
  rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
  let lost = false;
  const keys = new Map<string, string>();
  rig.helpdesk.interfere((request, { headers, body }) => {
    if (request.startsWith("GET /made")) {
      const call = new URL(`http://h${request.slice(4)}`).searchParams.get("call");
      return { body: { items: rig.helpdesk.tickets.filter((ticket) => ticket.call === call) } };
    }
    if (request !== "POST /tickets") return undefined;
    // A helpdesk that heeds the key gives the same ticket again.
    const key = String(headers["idempotency-key"] ?? "");
    const earlier = keys.get(key);
    if (heedsKey && earlier !== undefined) return { status: 201, body: { id: earlier } };
    if (lost) return undefined;
    lost = true;
    if (!made) return DROP;
    const ticket: Record<string, string> = { ...(JSON.parse(body) as Record<string, string>), id: "500" };
    rig.helpdesk.tickets.push(ticket);
    keys.set(key, "500");
    return DROP;
  });
  return rig.place(missed());
}

describe("a ticket whose answer was lost", () => {
  it("is asked for again with the same key where the template names the header", async () => {
    const template = withWord("CreateNewTicket", "IdempotencyHeader", "Idempotency-Key");
    const id = await open({ template }, { heedsKey: true });
    expect((await rig.look(id)).deliveries[1]).toMatchObject({ state: "waiting", inDoubt: true });
    await rig.skip(6 * SECOND);
    const { ticketId, states, deliveries } = await rig.look(id);
    expect(states).toEqual(["contact-sync done", "auto-ticket done", "call-journal done"]);
    expect(deliveries[1]).toMatchObject({ inDoubt: false, attempt: 2 });
    expect([ticketId, rig.helpdesk.tickets.length]).toEqual(["500", 1]);
  });

  it("is looked for where the template can, and not made again when it is there", async () => {
    const id = await open({ template: withFinder });
    expect(rig.helpdesk.sent().filter((one) => one.startsWith("GET /made"))).toEqual([]);
    await rig.skip(6 * SECOND);
    const { ticketId, deliveries } = await rig.look(id);
    expect(deliveries[1]).toMatchObject({
      state: "done",
      note: "nothing sent: an earlier attempt had been carried out after all",
    });
    expect([ticketId, rig.helpdesk.tickets.length]).toEqual(["500", 1]);
    expect(rig.helpdesk.bodies("POST /journals")).toMatchObject([{ ticket: "500" }]);
  });

  it("is looked for, and made when it is not there", async () => {
    const id = await open({ template: withFinder }, { made: false });
    await rig.skip(6 * SECOND);
    expect((await rig.look(id)).deliveries[1]).toMatchObject({ state: "done", note: "delivered" });
    expect(rig.helpdesk.tickets).toHaveLength(1);
  });

  it("is made again, perhaps a second time, only where the setting says so", async () => {
    const id = await open({ settings: { helpdesk: { repeatInDoubt: true } } });
    await rig.skip(6 * SECOND);
    expect((await rig.look(id)).states[1]).toBe("auto-ticket done");
    expect(rig.helpdesk.tickets).toHaveLength(2);
  });

  it("waits for a person otherwise, and is not made again by itself", async () => {
    const id = await open({});
    await rig.skip(100 * HOUR);
    expect((await rig.look(id)).deliveries[1]).toMatchObject({
      state: "dead",
      inDoubt: true,
      note: expect.stringMatching(/^uncertain: sent, but .+ look in the helpdesk before replaying it$/),
    });
    expect(rig.helpdesk.tickets).toHaveLength(1);
  });

  it("that cannot even be looked for is left to a person", async () => {
    const noCall = (xml: string) =>
      withFinder(xml).replace("{{.address}}/made?call={{.Call_Id}}", "{{if false}}x{{end}}");
    const id = await open({ template: noCall });
    await rig.skip(6 * SECOND);
    expect((await rig.look(id)).deliveries[1]).toMatchObject({
      state: "dead",
      inDoubt: true,
      note: expect.stringContaining("cannot be asked whether it was carried out"),
    });
    expect(rig.helpdesk.tickets).toHaveLength(1);
  });
});

describe("a ticket of whose making the answer says 500", () => {
  it("may be there all the same, so it is looked for", async () => {
    rig = await openRig({ template: withFinder });
    rig.helpdesk.contacts.push({ id: "7", name: "Somchai", phone: KNOWN });
    rig.helpdesk.interfere((request, { body }) => {
      if (request.startsWith("GET /made")) return { body: { items: rig.helpdesk.tickets } };
      if (request !== "POST /tickets") return undefined;
      rig.helpdesk.tickets.push({ ...(JSON.parse(body) as Record<string, string>), id: "500" });
      return { status: 500, body: {} };
    });
    const id = await rig.place(missed());
    await rig.skip(6 * SECOND);
    expect((await rig.look(id)).ticketId).toBe("500");
    expect(rig.helpdesk.tickets).toHaveLength(1);
  });
});
