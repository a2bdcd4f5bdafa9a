import { describe, expect, it } from "vitest";
import { Secret } from "../../base/index.ts";
import { findPasswordFault } from "./password-rules.ts";
import { checkPassword, hashPassword } from "./passwords.ts";

const CHEAP = { log: 10, r: 8, p: 1 };
const word = new Secret("green kettle under nine stairs");

describe("a password's hash", () => {
  it("is another each time, tells its cost, and lets only its own password in", async () => {
    const [one, two] = [await hashPassword(word, CHEAP), await hashPassword(word, CHEAP)];
    expect(one).not.toBe(two);
    expect(one).toMatch(/^scrypt\$10\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
    expect(await checkPassword(word, one, CHEAP)).toEqual({ good: true, outdated: false });
    expect(await checkPassword(new Secret("green kettle"), one, CHEAP)).toEqual({ good: false, outdated: false });
  });

  it("is known to be outdated once more is asked for", async () => {
    const stored = await hashPassword(word, CHEAP);
    expect(await checkPassword(word, stored, { ...CHEAP, log: 11 })).toEqual({ good: true, outdated: true });
  });

  it("is the same for the same letters in other bytes", async () => {
    const stored = await hashPassword(new Secret("cafe\u0301 au lait au lit"), CHEAP);
    expect((await checkPassword(new Secret("café au lait au lit"), stored, CHEAP)).good).toBe(true);
  });

  it("that is not there takes as long, and lets nobody in", async () => {
    const stored = await hashPassword(word);
    const timed = async (hash: string | undefined) => {
      const begun = performance.now();
      expect((await checkPassword(new Secret("x"), hash)).good).toBe(false);
      return performance.now() - begun;
    };
    const times = { there: 0, absent: 0 };
    for (let round = 0; round < 4; round++) {
      times.there += await timed(stored);
      times.absent += await timed(undefined);
    }
    expect(times.absent / times.there).toBeGreaterThan(0.5);
    expect(times.absent / times.there).toBeLessThan(2);
  });

  it("is refused when too many wait", async () => {
    const many = Array.from({ length: 80 }, () => checkPassword(word, undefined, CHEAP).catch((error) => error.code));
    const answers = await Promise.all(many);
    expect(answers.filter((one) => one === "TRY_LATER")).toHaveLength(28);
    expect((await checkPassword(word, undefined, CHEAP)).good).toBe(false);
  });
});

describe("a new password", () => {
  const own = ["mali@example.com", "Mali Srisai"];
  it.each([
    ["short", "elevenchars"],
    ["one word that is tried first, with digits", "Password123456"],
    ["the same in other signs", "p4ssw0rd!!!2024"],
    ["several of them", "welcomedragon1"],
    ["a walk over the keys", "qwertyuiop123"],
    ["a sequence", "123456789012"],
    ["few characters, often", "abababababab"],
    ["the own name", "MaliSrisai2024"],
    ["the own log-in", "mali@example.com"],
  ])("that is %s will not do", (_what, password) => {
    expect(findPasswordFault(password, own)).toBeTypeOf("string");
  });

  it.each([
    "correct horse battery",
    "green kettle under nine stairs",
    "ม้าสีเขียวกินข้าวเหนียว",
    "Xk7#mQ2!vR9z",
    "malinois chase paper boats",
    "password manager of my aunt",
  ])("such as %s will", (password) => {
    expect(findPasswordFault(password, own)).toBeUndefined();
  });
});
