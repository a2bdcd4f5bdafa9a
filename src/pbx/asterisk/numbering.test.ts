import { describe, expect, it } from "vitest";
import { createNumbering, type NumberingSettings } from "./numbering.ts";

describe("a channel", () => {
  it.each<{ channel: string; context?: string; number?: string; settings?: NumberingSettings; is: string }>([
    { channel: "PJSIP/2001-0000001a", is: "extension 2001" },
    { channel: "SIP/2001-0000001a", is: "extension 2001" },
    { channel: "IAX2/2001-1234", is: "extension 2001" },
    { channel: "PJSIP/trunk-0000001a", is: "trunk trunk" },
    { channel: "PJSIP/my-trunk-0000001a", is: "trunk my-trunk" },
    { channel: "PJSIP/0812345678-0000001a", is: "trunk 0812345678" },
    { channel: "PJSIP/2001-0000001a", context: "from-trunk-isp", is: "trunk 2001" },
    { channel: "PJSIP/2001-0000001a", settings: { trunks: ["2001"] }, is: "trunk 2001" },
    { channel: "Local/2001@from-internal-00000007;2", is: "local" },
    { channel: "DAHDI/1-1", is: "trunk 1-1" },
    { channel: "PJSIP/anna-0000001a", context: "internal", number: "2001", is: "extension 2001" },
    { channel: "PJSIP/anna-0000001a", context: "internal", number: "0812345678", is: "trunk anna" },
    { channel: "PJSIP/anna-00000001", context: "desk", settings: { internalContexts: ["desk"] }, is: "extension anna" },
    { channel: "PJSIP/phone2001-00000001", settings: { extensionPattern: "^phone(\\d+)$" }, is: "extension 2001" },
    { channel: "PJSIP/2001-00000001", settings: { extensionPattern: "^phone(\\d+)$" }, is: "trunk 2001" },
    { channel: "PJSIP/2001-00000001<ZOMBIE>", is: "extension 2001" },
  ])("$channel in $context is $is", ({ channel, context, number, settings, is }) => {
    const party = createNumbering(settings).partyOf(channel, context, number);
    const [kind, ...name] = is.split(" ");
    const names = { extension: { number: name[0] }, trunk: { name: name[0] }, local: {} };
    expect(party).toEqual({ kind, ...names[kind as keyof typeof names] });
  });

  it("is dialled inside by extensions and feature codes, and outside by all else", () => {
    const { isInternal } = createNumbering();
    expect(["2001", "*97", "#1"].map(isInternal)).toEqual([true, true, true]);
    expect(["0812345678", "+66812345678", "9"].map(isInternal)).toEqual([false, false, false]);
  });
});
