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

const search = {
  name: "contacts",
  url: "/people?number={{UrlEncode .Phone}}",
  outputs: {
    ContactsId: "people.#.id",
    FirstName: "people.#.name",
    BusinessNumber: "people.#.phone",
    Remark: "people.#.tags",
    CustomValue: "",
  },
};

describe("a next request", () => {
  const common = {
    name: "Numbers",
    url: "/people/{{.ContactsId}}/numbers",
    outputs: { MobileNumber: "mobile", BusinessNumber: "work" },
  };
  const xml = (more = {}) =>
    anXml({
      SyncContactAuto: { requests: [{ ...search, next: "Numbers" }] },
      Common: { requests: [{ ...common, ...more }] },
    });

  it("runs for every row, fills it, and never replaces a value by an empty one", async () => {
    const { address } = await helpdesk(({ url }) =>
      url.startsWith("/people?")
        ? {
            body: {
              people: [
                { id: 1, phone: "081" },
                { id: 2, phone: "082" },
              ],
            },
          }
        : { body: { mobile: `m${url.split("/")[2]}`, work: "" } },
    );
    const run = await runOnce(xml(), "SyncContactAuto", address);
    expect(asked().slice(1)).toEqual(["GET /people/1/numbers", "GET /people/2/numbers"]);
    expect(run.rows).toMatchObject([
      { ContactsId: "1", MobileNumber: "m1", BusinessNumber: "081" },
      { MobileNumber: "m2", BusinessNumber: "082" },
    ]);
    expect(run.exchanges).toHaveLength(3);
  });

  it("does not run when nobody was found", async () => {
    const { address } = await helpdesk(() => ({ body: { people: [] } }));
    expect((await runOnce(xml(), "SyncContactAuto", address)).outcome.kind).toBe("nothing-found");
    expect(asked()).toHaveLength(1);
  });

  it("runs for fifty rows, and says how many were left without it", async () => {
    const many = Array.from({ length: 53 }, (_, id) => ({ id }));
    const { address } = await helpdesk(({ url }) => ({
      body: url.startsWith("/people?") ? { people: many } : { mobile: "m" },
    }));
    const run = await runOnce(xml(), "SyncContactAuto", address);
    expect(asked()).toHaveLength(51);
    expect(run.rows).toHaveLength(53);
    expect(run.exchanges[0]?.warnings.join()).toContain("3 more were left without it");
  });

  it("is followed eight times behind one another, and says what was cut", async () => {
    const { address } = await helpdesk(() => ({ body: { id: 1 } }));
    const requests = [{ name: "contacts", url: "/a", outputs: { ContactsId: "id" }, next: "Again" }];
    const again = { name: "Again", url: "/again", outputs: { Email: "id" }, next: "Again" };
    const run = await runOnce(
      anXml({ SyncContactAuto: { requests }, Common: { requests: [again] } }),
      "SyncContactAuto",
      address,
    );
    expect(asked()).toHaveLength(9);
    expect(run.exchanges.at(-1)?.warnings.join()).toContain("more than 8 requests");
  });

  it("that does not exist is left out with a warning", async () => {
    const { address } = await helpdesk(() => ({ body: { id: 1 } }));
    const requests = [{ name: "contacts", url: "/a", outputs: { ContactsId: "id" }, next: "Nowhere" }];
    const run = await runOnce(anXml({ SyncContactAuto: { requests } }), "SyncContactAuto", address);
    expect(run.ok).toBe(true);
    expect(run.exchanges[0]?.warnings.join()).toContain('"Nowhere" does not exist');
  });

  it("makes a search unfinished when the helpdesk is away", async () => {
    const { address } = await helpdesk(({ url }) =>
      url.startsWith("/people?") ? { body: { people: [{ id: 1 }] } } : { status: 429 },
    );
    expect((await runOnce(xml(), "SyncContactAuto", address)).outcome.kind).toBe("throttled");
  });

  it("cannot take its host from an output, even one that is called like a field of the form", async () => {
    const { address } = await helpdesk(() => ({ body: { address: "http://evil.example" } }));
    const requests = [{ name: "contacts", url: "/a", outputs: { address: "address" }, next: "More" }];
    const run = await runOnce(
      anXml({ SyncContactAuto: { requests }, Common: { requests: [{ name: "More", url: "/b" }] } }),
      "SyncContactAuto",
      address,
    );
    expect(run.exchanges[1]).toMatchObject({
      sent: false,
      outcome: { kind: "refused", reason: expect.stringContaining("{{.address}}") },
    });
  });
});
