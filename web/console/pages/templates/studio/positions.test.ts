import { expect, it } from "vitest";
import { endsInCrLf, findChange, toEditorOffset } from "./positions.ts";

it("counts each line break before a place once", () => {
  expect(toEditorOffset("a\r\nb\r\nc", 6)).toBe(4);
  expect(toEditorOffset("a\nb", 2)).toBe(2);
});

it("takes a file for CR LF only where every line ends so", () => {
  expect(endsInCrLf("a\r\nb\r\n")).toBe(true);
  expect(endsInCrLf("a\r\nb\n")).toBe(false);
  expect(endsInCrLf("a\nb")).toBe(false);
});

it("finds the smallest piece that differs", () => {
  expect(findChange("abcde", "abXde")).toEqual({ from: 2, to: 3, insert: "X" });
  expect(findChange("aa", "aaa")).toEqual({ from: 2, to: 2, insert: "a" });
  expect(findChange("same", "same")).toEqual({ from: 4, to: 4, insert: "" });
});
