import { describe, expect, it } from "vitest";
import { settingsSchema } from "../../../../src/api/index.ts";
import { DEFAULT_SETTINGS } from "../../../../src/domain/index.ts";
import { readSetting, SECTIONS, withSetting, withText } from "./feature-table.ts";
import type { Settings } from "./use-integrations.ts";

const fields = SECTIONS.flatMap((section) => section.fields);
const DEFAULTS = DEFAULT_SETTINGS as Settings;

describe("the form of an integration's settings", () => {
  it("has every setting that there is, but for the dry run and the texts", () => {
    const shown = fields.map(({ group, name }) => `${group}.${name}`);
    const all = Object.entries(DEFAULT_SETTINGS)
      .filter(([group]) => group !== "parameters")
      .flatMap(([group, members]) => Object.keys(members).map((name) => `${group}.${name}`));
    expect(shown.sort()).toEqual(all.filter((one) => one !== "helpdesk.dryRun").sort());
  });

  it("offers what the API takes, and all of it", () => {
    for (const field of fields) {
      if (field.kind !== "choice" && field.kind !== "several") continue;
      const accepted = (value: string) => {
        const tried = withSetting(DEFAULTS, field, field.kind === "several" ? [value] : value);
        return settingsSchema.safeParse(tried).success;
      };
      expect([field.name, field.options.filter((one) => !accepted(one))]).toEqual([field.name, []]);
      const now = readSetting(DEFAULTS, field);
      expect(field.options).toEqual(expect.arrayContaining(Array.isArray(now) ? now : [now]));
    }
  });

  it("puts texts in place of the template's, and takes them back without a trace", () => {
    const changed = withText(DEFAULTS, "CreateNewTicket", "Subject", "Hello");
    expect(changed.parameters).toEqual({ CreateNewTicket: { Subject: "Hello" } });
    expect(withText(changed, "CreateNewTicket", "Subject", undefined).parameters).toEqual({});
  });
});
