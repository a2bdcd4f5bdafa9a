import { afterEach, describe, expect, it } from "vitest";
import { type HttpHelpdesk, openHttpHelpdesk } from "../../test/support/http-helpdesk.ts";
import type { Contact } from "../domain/index.ts";
import { aCompiled, anXml, runOnce } from "./a-template.test.data.ts";
import { toContacts } from "./contacts.ts";

let server: HttpHelpdesk;

afterEach(() => server.close());

type Settings = Readonly<Record<string, string>>;

const outputs = {
  ContactsId: "#.id",
  FirstName: "#.first",
  LastName: "#.last",
  Email: "#.mail",
  BusinessNumber: "#.work",
  MobileNumber: "#.mobile",
  CustomValue: "#.custom",
  Page: "#.page",
};

const somchai = {
  id: 7,
  first: "สมชาย",
  last: "ใจดี",
  mail: "s@x.example",
  work: "02 000 1000",
  mobile: "081-234-5678",
  custom: "a/b",
  page: "https://desk.example/p/7",
};

async function find(
  settings: Settings,
  answer: unknown = [somchai],
  request = { name: "contacts", outputs: outputs as Settings },
) {
  server = await openHttpHelpdesk(() => ({ body: answer }));
  const parameters = Object.entries(settings).map(([Name, Value]) => ({ Name, Value }));
  const xml = anXml({ SyncContactAuto: { parameters, requests: [{ ...request, url: "/" }] } });
  const run = await runOnce(xml, "SyncContactAuto", server.address, { variables: { CallerNumber: "+66 81" } });
  return { run, contacts: toContacts(run, aCompiled(xml)) };
}

describe("a contact", () => {
  it("is made of a row's outputs, its numbers as the helpdesk wrote them", async () => {
    const { contacts } = await find({});
    const want: Contact = {
      id: "7",
      type: "contacts",
      name: "สมชาย ใจดี",
      email: "s@x.example",
      numbers: [
        { kind: "BusinessNumber", number: "02 000 1000" },
        { kind: "MobileNumber", number: "081-234-5678" },
      ],
      customValue: "a/b",
      url: "",
      outputs: expect.objectContaining({
        ContactsId: "7",
        Page: "https://desk.example/p/7",
      }) as unknown as Contact["outputs"],
    };
    expect(contacts).toEqual([want]);
  });

  it.each([
    ["Accounts", { AccountsId: "#.id" }, "accounts"],
    ["accounts", { ContactId: "#.id" }, "accounts"],
    ["leads", { LeadsId: "#.id" }, "leads"],
    ["people", { ContactsId: "#.id" }, "contacts"],
  ])("has the type of its request %s", async (name, paths, type) => {
    const { contacts } = await find({}, [somchai], { name, outputs: paths });
    expect(contacts).toMatchObject([{ id: "7", type }]);
  });

  it("is none without an id", async () => {
    expect((await find({}, [{ first: "Nobody" }, somchai])).contacts).toHaveLength(1);
  });

  it("has no value that the template switches off", async () => {
    const { contacts } = await find({ EmailEnable: "0", MobileNumberEnable: "0", BusinessNumberEnable: "1" });
    expect(contacts).toMatchObject([{ email: "", numbers: [{ kind: "BusinessNumber" }] }]);
  });
});

describe("a contact's page", () => {
  it("is made from the template's address, values encoded", async () => {
    const URLFormat = "https://desk.example/{{.ContactSyncType}}/{{.ContactId}}?c={{.CustomValue}}&n={{.CallerNumber}}";
    const { contacts } = await find({ ContactUrlType: "specify_url_format", URLFormat });
    expect(contacts[0]?.url).toBe("https://desk.example/contacts/7?c=a%2Fb&n=%2B66%2081");
  });

  it("is taken from an output where the template says so", async () => {
    expect((await find({ ContactUrlType: "contact_field", ContactFieldForUri: "Page" })).contacts[0]?.url).toBe(
      "https://desk.example/p/7",
    );
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "//evil.example", "file:///etc/passwd", "not an address"])(
    "is not %s, and a warning says so",
    async (page) => {
      const { contacts, run } = await find({ ContactFieldForUri: "Page" }, [{ ...somchai, page }]);
      expect(contacts[0]?.url).toBe("");
      expect(run.exchanges[0]?.warnings.join()).toContain("not an http or https address");
    },
  );

  it("does not get its host from an output", async () => {
    const { contacts, run } = await find({ URLFormat: "https://{{.CustomValue}}/{{.ContactId}}" }, [
      { ...somchai, custom: "evil.example" },
    ]);
    expect(contacts[0]?.url).toBe("");
    expect(run.exchanges[0]?.warnings.join()).toContain("{{.CustomValue}}");
  });
});
