import { expect, it } from "vitest";
import { hasQueryPair, setQueryPair } from "./query-pair.ts";

it.each([
  ["adds the first pair", "https://a.example/users", "https://a.example/users?page=2"],
  ["adds a further pair", "https://a.example/users?x=1", "https://a.example/users?x=1&page=2"],
  [
    "takes the place of the pair of its name",
    "https://a.example/users?page=1&x=1",
    "https://a.example/users?x=1&page=2",
  ],
  ["knows its name however it is written", "https://a.example/users?%70age=1", "https://a.example/users?page=2"],
  [
    "keeps the spelling of the others",
    "https://a.example/users?query=id%20>%200&$filter=a:b&plus=1+1&flag",
    "https://a.example/users?query=id%20>%200&$filter=a:b&plus=1+1&flag&page=2",
  ],
  ["keeps what stands behind #", "https://a.example/users?#top?x=1", "https://a.example/users?page=2#top?x=1"],
])("setting a query pair %s", (_, address, want) => {
  expect(setQueryPair(address, "page", "2")).toBe(want);
});

it("writes name and value encoded", () => {
  expect(setQueryPair("https://a.example/", "page[after]", "a b&c=d#e")).toBe(
    "https://a.example/?page%5Bafter%5D=a%20b%26c%3Dd%23e",
  );
});

it("tells whether a pair is there", () => {
  expect(hasQueryPair("https://a.example/?page=", "page")).toBe(true);
  expect(hasQueryPair("https://a.example/?pages=1#page=1", "page")).toBe(false);
});
