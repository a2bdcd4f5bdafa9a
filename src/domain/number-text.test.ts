import { describe, expect, it } from "vitest";
import { isWithheld, readDialled, splitNumbers } from "./number-text.ts";

describe("isWithheld", () => {
  it.each([
    "",
    "  ",
    "anonymous",
    "Anonymous",
    "<unknown>",
    "unknown",
    "private",
    "Restricted",
    "unavailable",
    "withheld",
  ])("%j is no number", (raw) => expect(isWithheld(raw)).toBe(true));
  it.each(["-", "0", "+266696687", "266696687", "sip:anonymous@anonymous.invalid", '"Anonymous" <anonymous>', "ไม่ระบุ"])(
    "%j is no number",
    (raw) => expect(isWithheld(raw)).toBe(true),
  );
  it.each(["2002", "0812345678", "+66812345678", "*72", '"Anonymous" <0812345678>'])("%j is a number", (raw) =>
    expect(isWithheld(raw)).toBe(false),
  );
});

describe("splitNumbers", () => {
  it.each([
    ["02-111-2222 / 02-111-2223", ["02-111-2222", "02-111-2223"]],
    ["02-111-2222/3", ["02-111-2222", "02-111-2223"]],
    ["02-111-2222/33", ["02-111-2222", "02-111-2233"]],
    ["0812345678, 0898765432", ["0812345678", "0898765432"]],
    ["0812345678; 0898765432", ["0812345678", "0898765432"]],
    ["0812345678 or 0898765432", ["0812345678", "0898765432"]],
    ["0812345678 หรือ 0898765432", ["0812345678", "0898765432"]],
    ["0812345678 และ 0898765432", ["0812345678", "0898765432"]],
    ["0812345678\n0898765432", ["0812345678", "0898765432"]],
    ["+6581234567 +66812345678", ["+6581234567", "+66812345678"]],
    ["030/1234567", ["030/1234567"]],
    ["089/1234/567", ["089/1234/567"]],
    ["tel:0812345678;ext=12", ["tel:0812345678;ext=12"]],
    ["0812345678, 0812345678", ["0812345678"]],
    ["2002", ["2002"]],
    ["", []],
    ["none", []],
  ])("%j holds %j", (raw, want) => {
    expect(splitNumbers(raw)).toEqual(want);
  });
});

describe("readDialled", () => {
  it.each([
    ["081 234 5678", "0812345678"],
    ["+66 (0)81 234 5678", "+66812345678"],
    ["*72#", "*72#"],
    ["1669#1", "16691"],
    ["02 987 6543 ต่อ 21", "029876543"],
    ["๐๒ ๙๘๗ ๖๕๔๓", "029876543"],
    ["𝟎𝟖𝟏", "081"],
  ])("%j is dialled as %s", (raw, dial) => {
    expect(readDialled(raw).dial).toBe(dial);
  });
});
