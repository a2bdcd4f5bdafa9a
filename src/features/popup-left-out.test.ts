import { describe, expect, it } from "vitest";
import { type Extension, type ExtensionNumber, toExtensionNumber } from "../domain/index.ts";
import { ANSWERED, aContext, aLeg, START } from "./a-context.test.data.ts";
import { planFeatures } from "./plan-features.ts";
import { tellLeftOut } from "./popup-left-out.ts";

const left = (extension: string, code = "not-rung", why = "the phone did not ring") =>
  ({ kind: "left", trigger: "ringing", extension: toExtensionNumber(extension), code, why }) as const;

describe("those that got no pop-up", () => {
  it("are told of one by one while they are few", () => {
    expect(tellLeftOut([left("2001"), left("2002")])).toMatchObject([
      { extension: "2001", code: "not-rung", reason: "extension 2001 gets no pop-up: the phone did not ring" },
      { extension: "2002", code: "not-rung", reason: "extension 2002 gets no pop-up: the phone did not ring" },
    ]);
  });

  it("are told of together when they are many, with the code that they share", () => {
    expect(tellLeftOut(["1", "2", "3", "4"].map((one) => left(one)))).toEqual([
      {
        kind: "skip",
        feature: "popup",
        trigger: "ringing",
        code: "not-rung",
        reason: "4 extensions get no pop-up: the phone did not ring (1, 2, 3 and 1 more)",
      },
    ]);
  });

  it("are told of together with each reason when those differ", () => {
    const off = ["8", "9"].map((one) => left(one, "switched-off", "pop-ups are switched off there"));
    expect(tellLeftOut([...off, left("1"), left("2")])).toMatchObject([
      {
        code: "several",
        reason: "4 extensions get no pop-up: pop-ups are switched off there (8, 9); the phone did not ring (1, 2)",
      },
    ]);
  });

  it("cost a ring group of thirty phones one word for each trigger, at the end", () => {
    const phones = Array.from({ length: 30 }, (_, at) => toExtensionNumber(String(2001 + at)));
    const legs = phones.map((phone) =>
      aLeg(phone, {
        ringingAt: START + 1000,
        endedAt: START + 5000,
        ...(phone === "2001" && { answeredAt: START + 5000 }),
      }),
    );
    const extensions = new Map<ExtensionNumber, Extension>(
      phones
        .slice(20)
        .map((number) => [number, { number, name: "", email: "", popup: { enabled: true, trigger: "answered" } }]),
    );
    const context = aContext({ ...ANSWERED, legs }, { extensions, popups: [] });
    const skips = (settled: boolean) =>
      planFeatures({ ...context, settled }).flatMap((one) =>
        one.kind === "skip" && one.feature === "popup" ? [`${one.trigger} ${one.code}: ${one.reason}`] : [],
      );
    expect(skips(false)).toEqual([]);
    expect(skips(true)).toEqual([
      "ringing taken-elsewhere: 19 extensions get no pop-up: the call was taken elsewhere before one could open (2002, 2003, 2004 and 16 more)",
      "answered not-answered: 10 extensions get no pop-up: pop-ups open there at the answer, and the call was not answered there (2021, 2022, 2023 and 7 more)",
    ]);
  });
});
