import { describe, expect, it } from "vitest";
import type { Popup } from "../shared/nouns.ts";
import { opensByItself, toWebAddress } from "./open-page.ts";

const popup = (rest: Partial<Popup>) =>
  ({ state: "shown", trigger: "ringing", createdAt: 1000, url: "https://desk.example/1", ...rest }) as Popup;

describe("a pop-up", () => {
  it.each([
    ["opens at once", {}, 1000, true],
    ["opens after a short loss of the network", {}, 61_000, true],
    ["is only shown when it is older than a minute", {}, 61_001, false],
    ["is only shown when the call is with somebody else", { state: "withdrawn" }, 1000, false],
    ["is only shown when it was ordered by click, which has opened it", { trigger: "manual" }, 1000, false],
    ["waits while there is no page yet", { url: "" }, 1000, false],
    ["never runs a script", { url: "javascript:alert(1)" }, 1000, false],
  ] as const)("%s", (_, rest, now, opens) => {
    expect(opensByItself(popup(rest), now)).toBe(opens);
  });
});

it.each([
  ["https://a.example/x", "https://a.example/x"],
  ["http://127.0.0.1:1/x", "http://127.0.0.1:1/x"],
  ["javascript:alert(1)", undefined],
  [" javascript:alert(1)", undefined],
  ["data:text/html,x", undefined],
  ["/console", undefined],
  ["", undefined],
])("a browser is sent to %j: %j", (url, want) => {
  expect(toWebAddress(url)).toBe(want);
});
