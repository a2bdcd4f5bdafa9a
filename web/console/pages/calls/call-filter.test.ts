import { describe, expect, it } from "vitest";
import { readCallFilter, toQuery } from "./call-filter.ts";

const filterOf = (search: string) => readCallFilter(Object.fromEntries(new URLSearchParams(search)));

describe("the filter of calls", () => {
  it.each([
    ["q=0815550101", { number: "0815550101" }],
    ["q=081-555 0101", { number: "081-555 0101" }],
    ["q=0101", { number: "0101" }],
    ["q=กมล", { name: "กมล" }],
    ["q=12", { name: "12" }],
    ["direction=inbound", { direction: "inbound" }],
    ["direction=sideways", {}],
    ["outcome=missed", { result: "no-answer,busy,failed,voicemail" }],
    ["outcome=now&extension=1001", { result: "open", extension: "1001" }],
    ["connection=office&from=yesterday", { connection: "office" }],
    ["integration=desk&ticketed=without", { integration: "desk", hasTicket: "false" }],
    ["ticketed=with", { hasTicket: "true" }],
    ["ticketed=perhaps", {}],
    ["ticket=%23471", { ticket: "471" }],
    ["", {}],
  ])("%s asks the server for %j", (search, query) => {
    expect(toQuery(filterOf(search))).toEqual(query);
  });

  it("asks for the whole of both days", () => {
    const { from, to } = toQuery(filterOf("from=2026-05-31&to=2026-05-31"));
    expect([from, to]).toEqual([new Date(2026, 4, 31).getTime(), new Date(2026, 5, 1).getTime()]);
  });
});
