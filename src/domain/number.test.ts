import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareNumbers, numberSpellings, toE164, toMatchKey, toMatchKeys } from "./number.ts";

const THAI = { region: "TH", lastDigits: 7 };
const numbersMatch = (...args: Parameters<typeof compareNumbers>) => compareNumbers(...args) !== "none";
const ALL = ["e164", "e164-digits", "national", "as-received"] as const;

describe("toE164", () => {
  it.each([
    ["0812345678", "TH", "+66812345678"],
    ["081-234-5678", "TH", "+66812345678"],
    ["081.234.5678", "TH", "+66812345678"],
    ["081\u00a0234\u00a05678", "TH", "+66812345678"],
    ["๐๘๑-๒๓๔-๕๖๗๘", "TH", "+66812345678"],
    ["812345678", "TH", "+66812345678"],
    ["66 81 234 5678", "TH", "+66812345678"],
    ["001 66 81 234 5678", "TH", "+66812345678"],
    ["00 66 81 234 5678", "TH", "+66812345678"],
    ["tel:+66-81-234-5678", "TH", "+66812345678"],
    ["tel:0812345678;ext=12", "TH", "+66812345678"],
    ["sip:+66812345678@pbx.example;user=phone", "TH", "+66812345678"],
    ['"สมชาย" <0812345678>', "TH", "+66812345678"],
    ["053 123 456 ต่อ 12", "TH", "+6653123456"],
    ["(02) 987 6543 ext. 21", "TH", "+6629876543"],
    ["02 987 6543 x21", "TH", "+6629876543"],
    ["02 987 6543 #21", "TH", "+6629876543"],
    ["02-111-2222 / 02-111-2223", "TH", "+6621112222"],
    ["02-111-2222-5", "TH", "+6621112222"],
    ["442071838750", "TH", "+442071838750"],
    ["020 7183 8750", "GB", "+442071838750"],
    ["+44 (0)20 7183 8750", "GB", "+442071838750"],
    ["011 44 20 7183 8750", "US", "+442071838750"],
    ["(202) 456-1111", "US", "+12024561111"],
    ["+1 (555) 555-1212", "TH", "+15555551212"],
    ["030/1234567", "DE", "+49301234567"],
    ["+49 (0)30 1234-567", "DE", "+49301234567"],
    ["0049 171 1234567", "DE", "+491711234567"],
    ["Durchwahl 030 1234567-0", "DE", "+493012345670"],
    ["06 1234 5678", "IT", "+390612345678"],
    ["8 (495) 123-45-67", "RU", "+74951234567"],
    ["810 66 81 234 5678", "RU", "+66812345678"],
    ["８１-３-１２３４-５６７８", "JP", "+81312345678"],
    ["03-1234-5678", "JP", "+81312345678"],
    ["٠٥٠١٢٣٤٥٦٧", "AE", "+971501234567"],
    ["०९८१२३४५६७८", "IN", "+919812345678"],
    ["02 9876 5432", "AU", "+61298765432"],
    ["0011 66 81 234 5678", "AU", "+66812345678"],
    ["8123 4567", "SG", "+6581234567"],
    ["11 2345-6789", "BR", "+551123456789"],
    ["044 668 18 00", "CH", "+41446681800"],
    ["01 42 68 53 00", "FR", "+33142685300"],
    ["32 12 34 56", "DK", "+4532123456"],
    ["010-1234-5678", "KR", "+821012345678"],
    ["138 0013 8000", "CN", "+8613800138000"],
  ])("reads %j in %s as %s", (raw, region, want) => {
    expect(toE164(raw, region)).toBe(want);
  });

  it.each([
    ["", "TH"],
    ["2002", "TH"],
    ["1669", "TH"],
    ["110", "DE"],
    ["*72#", "TH"],
    ["anonymous", "TH"],
    ["<unknown>", "TH"],
    ["s", "TH"],
    ["555-555-1212", "US"],
    ["0812345678", ""],
    ["0812345678", "XX"],
    ["8 (495) 123-45-67", "TH"],
    ["99999999999999999999", "TH"],
  ])("has no international form for %j in %j", (raw, region) => {
    expect(toE164(raw, region)).toBeUndefined();
  });

  it("never throws, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.constantFrom("TH", "US", "DE", "", "x"), (text, region) => {
        expect(toE164(text, region) ?? "+1").toMatch(/^\+\d+$/);
        numberSpellings(text, { region, spellings: ALL });
        numbersMatch(text, text, { region, lastDigits: 7 });
      }),
      { numRuns: 2000 },
    );
  });
});

describe("numberSpellings", () => {
  it.each([
    ["081-234-5678", ["+66812345678", "66812345678", "0812345678", "081-234-5678"]],
    ["+66812345678", ["+66812345678", "66812345678", "0812345678"]],
    ["0812345678", ["+66812345678", "66812345678", "0812345678"]],
    ["+44 20 7183 8750", ["+442071838750", "442071838750", "+44 20 7183 8750"]],
    ["2002", ["2002"]],
    ["1669", ["1669"]],
    ["anonymous", []],
    ["", []],
  ])("tries %j as %j", (raw, want) => {
    expect(numberSpellings(raw, { region: "TH", spellings: ALL })).toEqual(want);
  });

  it("keeps the order that the settings give", () => {
    expect(numberSpellings("0812345678", { region: "TH", spellings: ["national", "e164"] })).toEqual([
      "0812345678",
      "+66812345678",
    ]);
  });

  it.each([
    ["IN", "+91 98123 45678", ["09812345678", "9812345678"]],
    ["RU", "8 (495) 123-45-67", ["84951234567", "4951234567"]],
    ["DE", "030/1234567", ["0301234567"]],
  ])(
    "writes national numbers of %s with and without what is dialled before them, where both are usual",
    (region, raw, want) => {
      expect(numberSpellings(raw, { region, spellings: ["national"] })).toEqual(want);
    },
  );

  it("falls back to the number as received when the settings leave nothing else", () => {
    expect(numberSpellings("+442071838750", { region: "TH", spellings: ["national"] })).toEqual(["+442071838750"]);
  });
});

describe("compareNumbers", () => {
  it.each([
    ["+66812345678", "081-234-5678", true, "one number written differently"],
    ["+66812345678", "๐๘๑-๒๓๔-๕๖๗๘", true, "Thai digits"],
    ["+66812345678", "+44 81 234 5678", false, "another country's number with the same end"],
    ["+66812345678", "+65 8123 4567", false, "another country's number"],
    ["021112223", "02-111-2222 / 02-111-2223", true, "the second of two in one field"],
    ["021112223", "02-111-2222/3", true, "the second number by its last digit"],
    ["0812345678", "021234567 0812345678", true, "the second of two with only a blank between"],
    ["021234568", "02-123-4567-9", true, "a line within a range"],
    ["+6621234567", "02-123-4567 ถึง 9", true, "the first line of a range in words"],
    ["021234560", "02-123-4567-9", false, "a line outside a range"],
    ["053123456", "053 123 456 ต่อ 12", true, "an extension behind the number"],
    ["5555551212", "+1 (555) 555-1212", true, "seven last digits where one has no international form"],
    ["4951234567", "+7 495 123-45-67", true, "a foreign national number by its last digits"],
    ["2002", "2002", true, "equal short numbers"],
    ["2002", "+66 2 777 2002", false, "a short number and the end of a long one"],
    ["1234567", "0999 123 4567", false, "seven digits must match exactly"],
    ["", "", false, "nothing and nothing"],
    ["anonymous", "anonymous", false, "two hidden numbers"],
  ])("%j and %j: %s (%s)", (a, b, want) => {
    expect(numbersMatch(a, b, THAI)).toBe(want);
    expect(numbersMatch(b, a, THAI)).toBe(want);
  });

  it("takes a tail for a range only where it is not dialled, too", () => {
    const german = { region: "DE", lastDigits: 7 };
    expect(compareNumbers("030 1234567-8", "+49 30 12345678", german)).toBe("exact");
    expect(compareNumbers("030 1234567-8", "+49 30 1234568", german)).toBe("none");
  });

  it("compares by the international form alone when last digits are switched off", () => {
    expect(numbersMatch("+66812345678", "0812345678", { region: "TH", lastDigits: 0 })).toBe(true);
    expect(numbersMatch("5555551212", "+1 (555) 555-1212", { region: "TH", lastDigits: 0 })).toBe(false);
  });
});

describe("toMatchKey", () => {
  it("is the same for every spelling of a number", () => {
    const spellings = ["0812345678", "+66 81 234 5678", "๐๘๑๒๓๔๕๖๗๘", "66812345678", "tel:+66812345678"];
    expect(new Set(spellings.map((one) => toMatchKey(one, "TH"))).size).toBe(1);
  });

  it("is the same for any two numbers that match", () => {
    const number = fc
      .tuple(fc.constantFrom("", "+66", "0", "66", "+44", "0066"), fc.stringMatching(/^[0-9]{6,10}$/))
      .map(([a, b]) => a + b);
    fc.assert(
      fc.property(number, number, (a, b) => {
        if (numbersMatch(a, b, THAI)) expect(toMatchKey(a, "TH")).toBe(toMatchKey(b, "TH"));
      }),
    );
  });

  it("gives one key for each number of a contact", () => {
    const numbers = [
      { kind: "BusinessNumber", number: "02-111-2222 / 02-111-2223" },
      { kind: "MobileNumber", number: "+66 2 111 2222" },
      { kind: "OtherNumber", number: "" },
    ] as const;
    expect(toMatchKeys(numbers, "TH")).toEqual(["112222", "112223"]);
    expect(toMatchKeys([{ kind: "BusinessNumber", number: "02-111-2222-3" }], "TH")).toEqual(["112222", "112223"]);
  });
});

const CONTACTS = new URL("../../../shared/real/contacts.json", import.meta.url);

describe.skipIf(!existsSync(CONTACTS))("the twenty real contacts (skipped where ../shared is absent)", () => {
  interface RealContact {
    readonly name: string;
    readonly phone: string;
    readonly mobile: string;
  }
  const contacts: RealContact[] = existsSync(CONTACTS) ? JSON.parse(readFileSync(CONTACTS, "utf8")) : [];
  // Whom a look-up would settle on: an exact number beats one that only ends alike.
  const ownersOf = (number: string) => {
    const graded = contacts.map(({ name, phone, mobile }) => ({
      name,
      grades: [phone, mobile].map((own) => compareNumbers(number, own, THAI)),
    }));
    const exact = graded.filter(({ grades }) => grades.includes("exact"));
    return (exact.length > 0 ? exact : graded.filter(({ grades }) => grades.includes("last-digits"))).map(
      (one) => one.name,
    );
  };

  it.each([
    ["+66812345678", ["สมชาย ใจดี"]],
    ["021234567", ["Somsri Wongsa"]],
    ["+66898765432", ["Somsri Wongsa"]],
    ["0812223344", ["Napat K."]],
    ["+66915550101", ["Malee S."]],
    ["029876543", ["Malee S."]],
    ["0819998888", ["Wichai P."]],
    ["+15555551212", ["Jane O'Neil & Sons"]],
    ["+49301234567", ["Hans Müller"]],
    ["+491711234567", ["Hans Müller"]],
    ["+81312345678", ["Akira 田中"]],
    ["+74951234567", ["Olga Иванова"]],
    ["+79161234567", ["Olga Иванова"]],
    ["025550000", ["Shared Line A", "Shared Line B"]],
    ["+6653123456", ["Napat K.", "Anan Chai"]],
    ["2002", ["Short Ext"]],
    ["0811112222", ["Dots"]],
    ["+6627778888", ["Tel Uri"]],
    ["+6621112223", ["Two In One"]],
    ["0814445555", ["NBSP Number"]],
    ["0816667777", ["International 001"]],
    ["+44812345678", ["Suffix Twin"]],
    ["+6581234567", ["Suffix Twin"]],
    ["", []],
  ])("a call from %j belongs to %j", (number, owners) => {
    expect(ownersOf(number)).toEqual(owners);
  });
});
