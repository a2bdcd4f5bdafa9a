import { describe, expect, it } from "vitest";
import type { Change } from "../../domain/index.ts";
import { toFrame } from "./frame.ts";

const change: Change = { seq: 7, at: 1, kind: "integration", integrationId: "ห", attention: "a\nb" };

describe("a change on the wire", () => {
  it("is one event with its number, on one line", () => {
    expect(toFrame(change).toString()).toBe(
      'id: 7\ndata: {"seq":7,"at":1,"kind":"integration","integrationId":"ห","attention":"a\\nb"}\n\n',
    );
  });

  it("is written once for all who get it", () => {
    expect(toFrame(change)).toBe(toFrame(change));
  });
});
