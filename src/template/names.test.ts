import { describe, expect, it } from "vitest";
import { closestName, suggest } from "./names.ts";

const NAMES = ["Capitalize", "UrlEncode", "Phone", "Key"];

describe("the name that was meant", () => {
  it.each([
    ["Capitalise", "Capitalize"],
    ["urlencode", "UrlEncode"],
    ["UrlEcnode", "UrlEncode"],
    ["Phon", "Phone"],
    ["Kee", "Key"],
    ["Kit", undefined],
    ["Phone", undefined],
    ["Something", undefined],
    ["", undefined],
  ])("for %s is %s", (name, wanted) => {
    expect(closestName(name, NAMES)).toBe(wanted);
  });

  it("is asked for in a question, or something else is said", () => {
    expect(suggest("phone", NAMES, "x")).toBe('did you mean "Phone"?');
    expect(suggest("zzz", NAMES, "x")).toBe("x");
  });
});
