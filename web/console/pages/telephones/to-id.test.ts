import { describe, expect, it } from "vitest";
import { toId } from "./to-id.ts";

describe("the id that a name becomes", () => {
  it("holds what an id may hold, and is nobody else's", () => {
    expect(toId("Head Office: Bangkok!", "pbx", [])).toBe("head-office-bangkok");
    expect(toId("Café", "pbx", [])).toBe("cafe");
    expect(toId("สำนักงานใหญ่", "yeastar", ["yeastar", "yeastar-2"])).toBe("yeastar-3");
    expect(toId("x".repeat(200), "pbx", [])).toHaveLength(40);
  });
});
