import { describe, expect, it } from "vitest";
import type { Contact } from "../domain/index.ts";
import { toMatch } from "./to-match.ts";

const aContact = (id: string, type: Contact["type"] = "contacts"): Contact => ({
  id,
  type,
  name: id,
  email: "",
  numbers: [],
  customValue: "",
  url: "",
  outputs: {},
});

describe("toMatch", () => {
  it("is unknown when nobody was found", () => {
    expect(toMatch([], "helpdesk")).toEqual({ state: "unknown" });
  });

  it("is known when one was found", () => {
    expect(toMatch([aContact("1")], "phonebook")).toEqual({
      state: "known",
      contact: aContact("1"),
      source: "phonebook",
    });
  });

  it("takes the first of several and lists the others", () => {
    expect(toMatch([aContact("1"), aContact("2"), aContact("1", "accounts")], "helpdesk")).toEqual({
      state: "known",
      contact: aContact("1"),
      source: "helpdesk",
      others: [aContact("2"), aContact("1", "accounts")],
    });
  });

  it("leaves several open where the policy says so", () => {
    expect(toMatch([aContact("1"), aContact("2")], "helpdesk", "ambiguous")).toEqual({
      state: "ambiguous",
      contacts: [aContact("1"), aContact("2")],
    });
  });

  it("counts a contact once that was found twice", () => {
    expect(toMatch([aContact("1"), aContact("1")], "helpdesk", "ambiguous").state).toBe("known");
  });
});
