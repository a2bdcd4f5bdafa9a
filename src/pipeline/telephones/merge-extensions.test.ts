import { describe, expect, it } from "vitest";
import { type Extension, toExtensionNumber } from "../../domain/index.ts";
import { mergeExtensions } from "./merge-extensions.ts";

const number = toExtensionNumber;
const known: readonly Extension[] = [
  { number: number("1001"), name: "Anong", email: "anong@x.example", popup: { enabled: true, trigger: "answered" } },
  { number: number("1002"), name: "Malee", email: "", origin: "pbx" },
  { number: number("1003"), name: "By hand", email: "" },
];

describe("the extensions that a PBX lists", () => {
  it("bring their names, and leave what somebody has set for them", () => {
    const listed = [{ number: number("1001"), name: "Anong S.", email: "" }];
    expect(mergeExtensions(known, listed).saved).toEqual([
      {
        number: "1001",
        name: "Anong S.",
        email: "anong@x.example",
        origin: "pbx",
        popup: { enabled: true, trigger: "answered" },
      },
    ]);
  });

  it("are removed when the PBX has them no more, unless they were entered by hand", () => {
    const listed = [{ number: number("1001"), name: "Anong", email: "" }];
    expect(mergeExtensions(known, listed).removed.map((one) => one.number)).toEqual(["1002"]);
  });

  it("change nothing when they are as before, or none", () => {
    expect(mergeExtensions(known, [{ number: number("1002"), name: "Malee", email: "" }]).saved).toEqual([]);
    expect(mergeExtensions(known, [])).toEqual({ saved: [], removed: [] });
  });
});
