import { describe, expect, it } from "vitest";
import { rebase } from "./rebase.ts";

describe("what two people change", () => {
  const base = { popup: { on: true, when: "ringing" }, texts: { Subject: "a" }, types: ["x"] };

  it("is kept of both, where it is not the same", () => {
    const draft = { ...base, popup: { on: true, when: "ended" } };
    const stored = { ...base, popup: { on: false, when: "ringing" }, types: ["x", "y"] };
    expect(rebase(base, draft, stored)).toEqual({ ...stored, popup: { on: false, when: "ended" } });
  });

  it("is that of the last, where it is the same; a list is one thing", () => {
    expect(rebase(base, { ...base, types: [] }, { ...base, types: ["x", "y"] })).toEqual({ ...base, types: [] });
  });

  it("stays taken out, where one took it out and the other left it", () => {
    const without: Partial<typeof base> = { ...base, texts: {} as never };
    expect(rebase<Partial<typeof base>>(base, without, { ...base, types: [] })).toEqual({ ...without, types: [] });
    expect(rebase<Partial<typeof base>>(base, { ...base, types: [] }, without)).toEqual({ ...without, types: [] });
  });
});
