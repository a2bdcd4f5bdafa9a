import { describe, expect, it } from "vitest";
import { createRedactor } from "./redact.ts";

const CANARY = `Ca"na/ry+${"\\"} &<ส'!>`;
const redactor = createRedactor([CANARY]);

describe("a redactor", () => {
  it.each([
    ["as it is", CANARY],
    ["in JSON", JSON.stringify({ note: CANARY })],
    ["percent-encoded", encodeURIComponent(CANARY)],
    [
      "percent-encoded strictly",
      encodeURIComponent(CANARY).replace(/['!]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
    ],
    ["in a form", new URLSearchParams({ note: CANARY }).toString()],
    ["in Base64", Buffer.from(CANARY).toString("base64")],
    ["in Base64 for addresses", Buffer.from(CANARY).toString("base64url")],
    [
      "in XML",
      `<a>${CANARY.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&apos;")}</a>`,
    ],
  ])("masks a secret %s", (_, text) => {
    for (const masked of [redactor.text(text), redactor.url(`https://a.example/${text}`), redactor.body(text)]) {
      expect(masked).toContain("***");
      expect(masked).not.toMatch(/Ca.{0,6}na.{0,6}ry/);
      expect(masked).not.toContain(Buffer.from(CANARY).toString("base64").slice(0, 12));
    }
  });

  it.each([
    ["Authorization", "Bearer abcdef", "Bearer ***"],
    ["authorization", "Zoho-oauthtoken abcdef", "Zoho-oauthtoken ***"],
    ["Authorization", "abcdef", "***"],
    ["Cookie", "sid=1", "***"],
    ["set-cookie", "sid=1; Path=/", "***"],
    ["X-Api-Key", "k", "***"],
    ["X-Auth-Token", "t", "***"],
    ["X-My-Secret", "t", "***"],
    ["Proxy-Authorization", "Basic x", "Basic ***"],
    ["X-Request-Id", "17", "17"],
    ["Location", "https://a.example/?access_token=abc&x=1", "https://a.example/?access_token=***&x=1"],
    ["Link", '<https://a.example/?api_key=abc>; rel="next"', '<https://a.example/?api_key=***>; rel="next"'],
  ])("treats the header %s: %s as %s", (name, value, want) => {
    expect(createRedactor([]).headers({ [name]: value })).toEqual({ [name]: want });
  });

  it.each([
    ["https://a.example/?access_token=abc&x=1", "https://a.example/?access_token=***&x=1"],
    ["https://a.example/?api_key=abc#top", "https://a.example/?api_key=***#top"],
    ["https://a.example/?code=abc&state=1", "https://a.example/?code=***&state=1"],
    ["https://a.example/?Password=abc", "https://a.example/?Password=***"],
    ["https://a.example/?q=abc&page=1", "https://a.example/?q=abc&page=1"],
    ["https://a.example/cb#access_token=abc", "https://a.example/cb#access_token=***"],
  ])("masks what query names call secret in %s", (url, want) => {
    expect(createRedactor([]).url(url)).toBe(want);
  });

  it.each([
    ['{"access_token":"abc","expires_in":3600}', '{"access_token":"***","expires_in":3600}'],
    ['{"data":{"refresh_token" : "a\\"b"}}', '{"data":{"refresh_token" : "***"}}'],
    ['{"id_token":"abc","client_secret":"x"}', '{"id_token":"***","client_secret":"***"}'],
    [
      "grant_type=refresh_token&refresh_token=abc&client_secret=x",
      "grant_type=refresh_token&refresh_token=***&client_secret=***",
    ],
    ['{"code":"invalid","key":"subject","message":"no"}', '{"code":"invalid","key":"subject","message":"no"}'],
  ])("masks tokens in the body %s", (body, want) => {
    expect(createRedactor([]).body(body)).toBe(want);
  });

  it("masks the longer of two secrets first", () => {
    expect(createRedactor(["secret", "secret-and-more"]).text("secret-and-more secret")).toBe("*** ***");
  });

  it("passes over secrets so short that they would be found everywhere", () => {
    expect(createRedactor(["1", ""]).text("a1b")).toBe("a1b");
    expect(createRedactor(["1234567"], 8).text("0812345678")).toBe("0812345678");
  });
});
