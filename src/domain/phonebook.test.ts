import { describe, expect, it } from "vitest";
import type { Contact } from "./contact.ts";
import { toSearchDigits, toSearchText, toSearchWords } from "./phonebook.ts";

const CONTACT: Contact = {
  id: "7",
  type: "contacts",
  name: "Élodie ＳＭＩＴＨ",
  email: "Elodie@Example.com",
  numbers: [
    { kind: "MobileNumber", number: "081-234-5678" },
    { kind: "BusinessNumber", number: "02-111-2222 / 02-111-2223" },
  ],
  customValue: "",
  url: "",
  outputs: { Company: "Acme Co" },
};

describe("the search text of a contact", () => {
  it("begins with its name and holds company, e-mail and the digits of each number", () => {
    expect(toSearchText(CONTACT).split("\n")).toEqual([
      "élodie smith",
      "acme co",
      "elodie@example.com",
      "0812345678",
      "021112222",
      "021112223",
    ]);
  });

  it("is never empty nor long, and has no NUL", () => {
    const nobody = { ...CONTACT, name: "", email: "", numbers: [], outputs: {} };
    expect(toSearchText(nobody)).not.toBe("");
    expect(toSearchText({ ...CONTACT, name: "x".repeat(1000) })).toHaveLength(400);
    expect(toSearchText({ ...CONTACT, name: "a\0b" })).toMatch(/^ab\n/);
  });
});

describe("a typed text", () => {
  it("is words, each in plain form", () => {
    expect(toSearchWords("  Acme  ÉLO ")).toEqual(["acme", "élo"]);
    expect(toSearchWords("a b c d e f g h")).toHaveLength(6);
  });

  it.each([
    ["081 234", "81234"],
    ["+66 (81) 234-5678", "66812345678"],
    ["๐๘๑", "81"],
    ["0", "0"],
    ["Route 66", undefined],
    ["-", undefined],
    ["", undefined],
  ])("%j is a number or a part of one: %s", (text, digits) => expect(toSearchDigits(text)).toBe(digits));
});
