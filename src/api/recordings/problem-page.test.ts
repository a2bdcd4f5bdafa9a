import { expect, it } from "vitest";
import { toProblemPage } from "./problem-page.ts";

it.each([
  [undefined, "en"],
  ["", "en"],
  ["th", "th"],
  ["th-TH,th;q=0.9,en-US;q=0.8", "th"],
  ["en;q=0.5, th;q=0.7", "th"],
  ["de-DE,de;q=0.9,th;q=0.3", "th"],
  ["th;q=0, en", "en"],
  ["fr", "en"],
])("to a browser that asks for %s the page speaks %s", (header, language) => {
  expect(toProblemPage("gone", header)).toContain(`<html lang="${language}">`);
});
