import { describe, expect, it } from "vitest";
import type { ListedCall } from "../../../shared/nouns.ts";
import { hasName, nameOf, readCallFilter, toQuery } from "./call-filter.ts";

const filterOf = (search: string) => readCallFilter(Object.fromEntries(new URLSearchParams(search)));

describe("the filter of calls", () => {
  it.each([
    ["q=0815550101", { number: "0815550101" }],
    ["q=081-555 0101", { number: "081-555 0101" }],
    ["q=0101", { number: "0101" }],
    ["q=กมล", {}],
    ["q=12", {}],
    ["direction=inbound", { direction: "inbound" }],
    ["direction=sideways", {}],
    ["outcome=missed", { result: "no-answer,busy,failed,voicemail" }],
    ["outcome=now&extension=1001", { result: "open", extension: "1001" }],
    ["connection=office&from=yesterday", { connection: "office" }],
    ["", {}],
  ])("%s asks the server for %j", (search, query) => {
    expect(toQuery(filterOf(search))).toEqual(query);
  });

  it("asks for the whole of both days", () => {
    const { from, to } = toQuery(filterOf("from=2026-05-31&to=2026-05-31"));
    expect([from, to]).toEqual([new Date(2026, 4, 31).getTime(), new Date(2026, 5, 1).getTime()]);
  });

  it("leaves a name to be looked for among what was read", () => {
    expect(nameOf(filterOf("q=กมล"))).toBe("กมล");
    expect(nameOf(filterOf("q=0815550101"))).toBeUndefined();
    const call = { externalName: "กมลชนก", contactName: "Kamolchanok" } as ListedCall;
    expect([hasName(call, "กมล"), hasName(call, "KAMOL"), hasName(call, "Somchai")]).toEqual([true, true, false]);
  });
});
