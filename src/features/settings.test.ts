import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../domain/index.ts";
import { withDefaults } from "./settings.ts";

describe("withDefaults", () => {
  it("gives the defaults when nothing is set", () => {
    expect(withDefaults()).toEqual(DEFAULT_SETTINGS);
  });

  it("keeps what is set and fills the rest, also beside members that are undefined", () => {
    const settings = withDefaults({
      popup: { trigger: "answered", enabled: undefined },
      autoTicket: { when: "before" },
    });
    expect(settings.popup).toEqual({ trigger: "answered", enabled: true });
    expect(settings.autoTicket).toEqual({ ...DEFAULT_SETTINGS.autoTicket, when: "before" });
  });

  it("looks in all types that the template can search, contacts first", () => {
    const settings = withDefaults({}, ["accounts", "contacts"]);
    expect(settings.contactSync.types).toEqual(["contacts", "accounts"]);
    expect(settings.contactCreation.type).toBe("contacts");
    expect(withDefaults({}, ["leads"]).contactCreation.type).toBe("leads");
    expect(withDefaults({}, ["contacts", "leads"], ["leads"]).contactCreation.type).toBe("leads");
    expect(withDefaults({}, ["contacts"], ["accounts"]).contactCreation.type).toBe("accounts");
    expect(withDefaults({ contactSync: { types: ["accounts"] } }, ["contacts"]).contactSync.types).toEqual([
      "accounts",
    ]);
  });

  it("keeps parameters as they are given", () => {
    expect(withDefaults({ parameters: { CallJournal: { Subject: "x" } } }).parameters).toEqual({
      CallJournal: { Subject: "x" },
    });
  });
});
