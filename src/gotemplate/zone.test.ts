import { describe, expect, it } from "vitest";
import { formatGoTime } from "./time.ts";
import { getZone } from "./zone.ts";

const show = (unix: number, zone: string) => formatGoTime(unix, "2006-01-02 15:04:05 -07:00 MST", zone);

describe("time zones", () => {
  it.each([
    [1709210096, "Asia/Bangkok", "2024-02-29 19:34:56 +07:00 +07"],
    [1709210096, "Asia/Kolkata", "2024-02-29 18:04:56 +05:30 IST"],
    [1709210096, "Pacific/Chatham", "2024-03-01 02:19:56 +13:45 +1345"],
    [1709210096, "America/St_Johns", "2024-02-29 09:04:56 -03:30 NST"],
    [1709210096, "Etc/UTC", "2024-02-29 12:34:56 +00:00 UTC"],
    [1710053999, "America/New_York", "2024-03-10 01:59:59 -05:00 EST"],
    [1710054000, "America/New_York", "2024-03-10 03:00:00 -04:00 EDT"],
    [1730613599, "America/New_York", "2024-11-03 01:59:59 -04:00 EDT"],
    [1730613600, "America/New_York", "2024-11-03 01:00:00 -05:00 EST"],
    [1720000000, "Europe/London", "2024-07-03 10:46:40 +01:00 BST"],
    [0, "Europe/London", "1970-01-01 01:00:00 +01:00 BST"],
    [1400000000, "Europe/Istanbul", "2014-05-13 19:53:20 +03:00 EEST"],
    [1720000000, "Europe/Istanbul", "2024-07-03 12:46:40 +03:00 +03"],
    [-1, "Asia/Bangkok", "1970-01-01 06:59:59 +07:00 +07"],
    [-62135596800, "Asia/Tokyo", "0001-01-01 09:18:59 +09:18 +0918"],
  ])("show %d in %s", (unix, zone, want) => {
    expect(show(unix, zone)).toBe(want);
  });

  it("remember what they found, and agree with what they find anew", () => {
    const zone = getZone("Australia/Lord_Howe");
    for (let unix = 1_700_000_000; unix < 1_731_536_000; unix += 6 * 86_400) zone.at(unix);
    expect(getZone("Australia/Lord_Howe")).toBe(zone);
    expect([zone.at(1_704_067_200), zone.at(1_720_000_000)].map(({ offset }) => offset)).toEqual([39_600, 37_800]);
  });

  it("show moments beyond all calendars without failing", () => {
    expect(show(9e15, "Asia/Bangkok")).toMatch(/^285\d+-/);
  });

  it("are refused by name when they are not known", () => {
    expect(() => getZone("Mars/Base")).toThrow('time zone: "Mars/Base" is not known here');
  });
});
