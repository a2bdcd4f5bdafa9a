import { describe, expect, it } from "vitest";
import { toLocale } from "./format.ts";

describe("the spelling of dates and numbers", () => {
  it("is the browser's own of the page's language, else the language's", () => {
    expect(toLocale("en", ["th-TH", "en-US", "en-GB"])).toBe("en-US");
    expect(toLocale("th", ["en-US"])).toBe("th-TH");
  });

  it("is the language's where the browser names what is no locale", () => {
    expect(toLocale("en", ["en-US@posix"])).toBe("en-GB");
    expect(toLocale("en", ["en-US@posix", "en-AU"])).toBe("en-AU");
  });
});
