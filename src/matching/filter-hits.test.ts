import { describe, expect, it } from "vitest";
import type { Contact } from "../domain/index.ts";
import { filterHits } from "./filter-hits.ts";

const SETTINGS = { region: "TH", lastDigits: 7 };
const CALLER = "+66812345678";

function aContact(id: string, ...numbers: string[]): Contact {
  return {
    id,
    type: "contacts",
    name: `Name ${id}`,
    email: "",
    numbers: numbers.map((number) => ({ kind: "BusinessNumber" as const, number })),
    customValue: "",
    url: "",
    outputs: {},
  };
}

const idsKept = (...contacts: Contact[]) => filterHits(contacts, CALLER, SETTINGS).kept.map((one) => one.id);

describe("filterHits", () => {
  it("keeps whoever has the number, however it is written", () => {
    expect(idsKept(aContact("1", "081-234-5678"), aContact("2", "02 111 2222", "๐๘๑๒๓๔๕๖๗๘"))).toEqual(["1", "2"]);
  });

  it("drops strangers, and says what they have instead", () => {
    const { kept, dropped } = filterHits([aContact("1", "02 111 2222")], CALLER, SETTINGS);
    expect(kept).toEqual([]);
    expect(dropped[0]?.reason).toBe('contacts 1 ("Name 1") has 02 111 2222, none of which is +66812345678');
  });

  it("drops a foreign number that ends alike", () => {
    expect(idsKept(aContact("twin", "+44 81 234 5678", "+65 8123 4567"))).toEqual([]);
  });

  it("keeps a number that only ends alike while nobody has it exactly", () => {
    expect(idsKept(aContact("1", "1-81-234-5678"))).toEqual(["1"]);
    expect(idsKept(aContact("1", "1-81-234-5678"), aContact("2", "0812345678"))).toEqual(["2"]);
  });

  it("keeps a hit that shows no number, and says that it could not be checked", () => {
    const { kept, unchecked } = filterHits([aContact("1", "")], CALLER, SETTINGS);
    expect(kept.map((one) => one.id)).toEqual(["1"]);
    expect(unchecked[0]?.reason).toContain("taken on trust");
  });

  it("drops a hit without a number beside one that has the number", () => {
    expect(idsKept(aContact("1"), aContact("2", "0812345678"))).toEqual(["2"]);
  });

  it("drops all hits without a number when the helpdesk has answered with everybody", () => {
    const everybody = Array.from({ length: 29 }, (_, index) => aContact(String(index)));
    const { kept, dropped } = filterHits(everybody, CALLER, SETTINGS);
    expect(kept).toEqual([]);
    expect(dropped[0]?.reason).toContain("29 contacts that show no number");
  });
});
