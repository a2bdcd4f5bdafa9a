import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSentences } from "../scripts/sentences/sources.ts";
import { type Catalogue, createTranslate } from "./shared/server-words.ts";

const SOURCE = join(import.meta.dirname, "../src");
const FOLDER = join(import.meta.dirname, "words/th/server");
const FILES = globSync("*.json", { cwd: FOLDER }).map(
  (file) => [file, JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as Catalogue] as const,
);
const CATALOGUE: Catalogue = Object.assign({}, ...FILES.map(([, words]) => words));
const say = createTranslate(CATALOGUE);

describe("the server's sentences in Thai", () => {
  const sentences = readSentences(SOURCE);
  const entries = FILES.filter(([file]) => file !== "words.json").flatMap(([, words]) => Object.entries(words));

  it("are all there", () => {
    const missing = [...sentences].filter(([sentence]) => CATALOGUE[sentence] === undefined);
    expect(
      missing,
      "write them into web/words/th/server/, or say in scripts/sentences/ why no page shows them",
    ).toEqual([]);
  });

  it("are none that the server says no more, and each is said once", () => {
    expect(entries.filter(([sentence]) => !sentences.has(sentence))).toEqual([]);
    expect(entries.length).toBe(new Set(entries.map(([sentence]) => sentence)).size);
  });

  it("have the same places for values", () => {
    const placesOf = (text: string) => [...new Set(text.match(/\{\d+\}/g))].sort().join();
    expect(Object.entries(CATALOGUE).filter(([english, thai]) => placesOf(english) !== placesOf(thai))).toEqual([]);
  });

  it("are Thai, but for names and code", () => {
    const foreign = Object.entries(CATALOGUE).filter(([, thai]) => !/\p{Script=Thai}/u.test(thai));
    const names = /Asterisk|FreeSWITCH|Yeastar|PostgreSQL|Basic|AuthMethod|kB|e164, digits, national, received/g;
    expect(foreign.filter(([, text]) => /\p{L}/u.test(text.replace(names, "")))).toEqual([]);
  });

  it("know words that values are, and each of them is one in the sources", () => {
    const words = FILES.find(([file]) => file === "words.json")?.[1] ?? {};
    const files = globSync("**/*.ts", { cwd: SOURCE }).map((file) => readFileSync(join(SOURCE, file), "utf8"));
    const texts = new Set(files.join("\n").match(/"[a-z-]+"/g));
    const isIn = (word: string) => [word, word.replace(/s$/, "")].some((one) => texts.has(`"${one}"`));
    expect(Object.keys(words).filter((word) => !isIn(word.replace("{0} ", "")))).toEqual([]);
  });
});

describe("a sentence of the server", () => {
  it.each([
    ["automatic tickets are switched off (autoTicket.when)", "ปิดการเปิดทิกเก็ตอัตโนมัติไว้ (autoTicket.when)"],
    [
      "given up after 5 attempts: the helpdesk cannot be reached: connect ECONNREFUSED 127.0.0.1:9",
      "เลิกลองหลังจาก 5 ครั้ง: ติดต่อระบบช่วยเหลือไม่ได้: connect ECONNREFUSED 127.0.0.1:9",
    ],
    [
      'function "Capitalise" not defined; did you mean "Capitalize"?',
      'ไม่ได้กำหนดฟังก์ชัน "Capitalise" หมายถึง "Capitalize" หรือไม่',
    ],
    ["must have at least 3 characters", "ต้องมีอย่างน้อย 3 ตัวอักษร"],
    [
      "token server https://desk.example/token answered 400: invalid_grant; connect again",
      "เซิร์ฟเวอร์โทเค็น https://desk.example/token ตอบ 400: invalid_grant ให้เชื่อมต่ออีกครั้ง",
    ],
    ['there is no template "the answer"', 'ไม่มีเทมเพลต "the answer"'],
  ])("%s is said in Thai with its values", (english, thai) => {
    expect(say(english)).toBe(thai);
  });

  it.each(["", "0812345678", "Somchai Jaidee", "Error 1205: try restarting transaction", "ไม่พบผู้ติดต่อ"])(
    "that is none (%j) is left to whoever shows it",
    (text) => expect(say(text)).toBeUndefined(),
  );

  it("is said as its entry says, whatever others are like it", () => {
    const value = (_: string, place: string) => String(1000 + Number(place));
    const bare = (text = "") => text.replaceAll(" ", "");
    const wrong = Object.entries(CATALOGUE).flatMap(([english, thai]) => {
      const fill = (text: string) => (english.includes("{0}") ? text.replace(/\{(\d+)\}/g, value) : text);
      return bare(say(fill(english))) === bare(fill(thai)) ? [] : [[english, say(fill(english))]];
    });
    expect(wrong).toEqual([]);
  });

  it("is answered for every text, in bounded steps", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => void say(text)),
      { numRuns: 50 },
    );
    const worst = ["; a", "is , : ; ", "the helpdesk answered ", "unexpected { in ", "(".repeat(9), "x"];
    const started = process.cpuUsage();
    for (const part of worst) for (const length of [3900, 100_000]) say(part.repeat(length / part.length));
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(1500);
  });
});
