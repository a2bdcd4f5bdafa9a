import { expect, it } from "vitest";
import { nameSettings } from "./setting-names.ts";

const words = { exists: (key: string) => key === "integrations:set.autoTicket.when", t: () => "A ticket is opened" };
const name = (sentence: string) => nameSettings(sentence, words as unknown as Parameters<typeof nameSettings>[1]);

it("a setting is called as its form calls it, and what is none stays", () => {
  expect(name("automatic tickets are switched off (autoTicket.when)")).toBe(
    "automatic tickets are switched off (“A ticket is opened”)",
  );
  for (const other of ["too long (recordings.maxMegabytes)", "autoTicket.when", "(Mr. Bell)"])
    expect(name(other)).toBe(other);
});
