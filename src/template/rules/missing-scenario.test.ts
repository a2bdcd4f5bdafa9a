import { describe, expect, it } from "vitest";
import { lintTemplate } from "../lint.ts";
import { missingScenario } from "./missing-scenario.ts";

const found = (text: string) =>
  lintTemplate(text)
    .filter(({ code }) => code === missingScenario.code)
    .map(({ message, span }) => `${span?.line}:${span?.column} ${message}`);

describe("the lint rule missing-scenario", () => {
  it("finds that there is no scenario at all", () => {
    expect(found('<Information Name="x"/>')).toEqual([
      "1:1 the template has no scenario AuthMethod",
      "1:1 the template has no scenario SyncContactAuto",
    ]);
  });

  it("finds a search without request", () => {
    const text =
      '<Information><Scenarios>\n<Scenario Id="AuthMethod"/>\n<Scenario Id="SyncContactAuto"/></Scenarios></Information>';
    expect(found(text)).toEqual(["3:1 the scenario SyncContactAuto has no request"]);
  });
});
