import { describe, expect, it } from "vitest";
import { lintTemplate, readTemplate } from "../../template/index.ts";
import { DRAFT_FEATURES, draftTemplate } from "./draft.ts";

describe("a template to begin with", () => {
  it.each(["none", "basic", "bearer", "oauth2"] as const)("has no finding with %s", (auth) => {
    const features = [...DRAFT_FEATURES];
    const xml = draftTemplate({ provider: "helpdesk", name: 'A & "B" <c>', key: "ab", auth, features });
    expect(lintTemplate(xml).filter(({ severity }) => severity !== "info")).toEqual([]);
    expect(readTemplate(xml).template).toMatchObject({ name: 'A & "B" <c>', key: "ab", auth });
  });

  it("has only what it is to do", () => {
    const xml = draftTemplate({ provider: "crm", name: "A", key: "a", auth: "none", features: ["search"] });
    const { template } = readTemplate(xml);
    expect(template?.scenarios.map(({ id }) => id)).toEqual(["AuthMethod", "SyncContactAuto"]);
    expect(template?.supports.createTicket).toBe(false);
  });
});
