import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../domain/index.ts";
import { type SettingsInput, withDefaults } from "./settings.ts";

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

  it("names a new record by its type, unless somebody has written a name", () => {
    const patternOf = (contactCreation: SettingsInput["contactCreation"]) =>
      withDefaults({ contactCreation }).contactCreation.namePattern;
    const { namePattern } = DEFAULT_SETTINGS.contactCreation;
    expect(patternOf({ type: "accounts", namePattern })).toBe("Automatic New Account {{.ContactNumber}}");
    expect(patternOf({ type: "leads" })).toBe("Automatic New Lead {{.ContactNumber}}");
    expect(patternOf({ namePattern: "Automatic New Account {{.ContactNumber}}" })).toBe(namePattern);
    expect(patternOf({ type: "accounts", namePattern: "New {{.ContactNumber}}" })).toBe("New {{.ContactNumber}}");
  });

  it("keeps parameters as they are given", () => {
    expect(withDefaults({ parameters: { CallJournal: { Subject: "x" } } }).parameters).toEqual({
      CallJournal: { Subject: "x" },
    });
  });
});
