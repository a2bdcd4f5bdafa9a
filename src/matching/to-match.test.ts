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
    expect(toMatch([], "helpdesk", "none")).toEqual({ state: "unknown" });
  });

  it("is known when one was found", () => {
    expect(toMatch([aContact("1")], "phonebook", "none")).toEqual({
      state: "known",
      contact: aContact("1"),
      source: "phonebook",
    });
  });

  it("takes the first of several and lists the others", () => {
    expect(toMatch([aContact("1"), aContact("2"), aContact("1", "accounts")], "helpdesk", "first")).toEqual({
      state: "known",
      contact: aContact("1"),
      source: "helpdesk",
      others: [aContact("2"), aContact("1", "accounts")],
    });
  });

  it("leaves several open where the policy says so", () => {
    expect(toMatch([aContact("1"), aContact("2")], "helpdesk", "none")).toEqual({
      state: "ambiguous",
      contacts: [aContact("1"), aContact("2")],
    });
  });

  it("takes the one that was picked the last time, if it is still among them", () => {
    const several = [aContact("1"), aContact("2")];
    const match = toMatch(several, "helpdesk", "last-picked", { type: "contacts", id: "2" });
    expect(match).toMatchObject({ state: "known", contact: { id: "2" }, others: [{ id: "1" }] });
    expect(toMatch(several, "helpdesk", "last-picked", { type: "leads", id: "2" }).state).toBe("ambiguous");
    expect(toMatch(several, "helpdesk", "last-picked").state).toBe("ambiguous");
  });

  it("takes the company where it is among them", () => {
    const withCompany = [aContact("1"), aContact("2", "accounts"), aContact("3")];
    expect(toMatch(withCompany, "helpdesk", "company")).toMatchObject({ state: "known", contact: { id: "2" } });
    expect(toMatch([aContact("1"), aContact("3")], "helpdesk", "company").state).toBe("ambiguous");
  });

  it("leaves the choice to the agent, whoever was picked the last time", () => {
    const picked = { type: "contacts", id: "1" } as const;
    expect(toMatch([aContact("1"), aContact("2")], "helpdesk", "ask", picked).state).toBe("ambiguous");
  });

  it("counts a contact once that was found twice", () => {
    expect(toMatch([aContact("1"), aContact("1")], "helpdesk", "none").state).toBe("known");
  });
});
