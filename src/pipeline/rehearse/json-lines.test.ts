import { expect, it } from "vitest";
import { toReadableLines } from "./json-lines.ts";

it.each([
  ['{"a":1,"b":[true,{"c":"x, {y}"}]}'],
  ['{"empty":{},"list":[],"text":"a \\"quoted\\": [word]"}'],
  ["[1,[2,[3]]]"],
  ['{"a":"\\\\"}'],
])("%s is laid out as everybody lays out JSON", (text) => {
  expect(toReadableLines(text).join("\n")).toBe(JSON.stringify(JSON.parse(text), undefined, 2));
});

it("a long number keeps its digits", () => {
  expect(toReadableLines('{"id": 12345678901234567890}')).toEqual(["{", '  "id": 12345678901234567890', "}"]);
});

it.each(["Subject=x&Body=y", "{not json", "12"])("%s stays as it is", (text) => {
  expect(toReadableLines(text)).toEqual([text]);
});

it("other text is cut at its ends of lines only", () => {
  expect(toReadableLines("a\r\nb\nc")).toEqual(["a", "b", "c"]);
});
