import { describe, expect, it } from "vitest";
import { pathEscape, percentEscape, queryEscape } from "./escape.ts";

describe("percent-encoding", () => {
  it.each([
    ["plain-_.~", "plain-_.~", "plain-_.~", "plain-_.~"],
    ["a b+c", "a+b%2Bc", "a%20b+c", "a%20b%2Bc"],
    ["$&:=@/;,?", "%24%26%3A%3D%40%2F%3B%2C%3F", "$&:=@%2F%3B%2C%3F", "%24%26%3A%3D%40%2F%3B%2C%3F"],
    ["!'()*%\n", "%21%27%28%29%2A%25%0A", "%21%27%28%29%2A%25%0A", "%21%27%28%29%2A%25%0A"],
    ["x ก😀 y", "x+%E0%B8%81%F0%9F%98%80+y", "x%20%E0%B8%81%F0%9F%98%80%20y", "x%20%E0%B8%81%F0%9F%98%80%20y"],
    ["\udcff", "%FF", "%FF", "%FF"],
    ["", "", "", ""],
  ])("of %j for a query, a path, and by RFC 3986", (text, query, path, strict) => {
    expect([queryEscape(text), pathEscape(text), percentEscape(text)]).toEqual([query, path, strict]);
  });
});
