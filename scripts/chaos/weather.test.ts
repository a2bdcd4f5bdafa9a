import { describe, expect, it } from "vitest";
import { createRandom } from "./random.ts";
import { createWeather, WEATHERS } from "./weather.ts";

/** What `requests` requests meet, one each `gapMs`. */
function observe(seed: number, sparing = false, requests = 20_000, gapMs = 20) {
  let now = 0;
  const vane = createWeather(createRandom(seed), () => now, sparing);
  const met = Array.from({ length: requests }, () => {
    now += gapMs;
    return vane.next();
  });
  return { vane, met, count: (...which: string[]) => met.filter((one) => which.includes(one)).length };
}

describe("the weather", () => {
  it("brings everything in time, and most requests through", () => {
    const { met, count } = observe(1);
    expect(new Set(met)).toEqual(new Set(WEATHERS));
    expect(count("fair")).toBeGreaterThan(met.length / 2);
    expect(count("fair")).toBeLessThan(met.length * 0.8);
  });

  it("is the same for the same seed", () => {
    expect(observe(7).met).toEqual(observe(7).met);
    expect(observe(7).met).not.toEqual(observe(8).met);
  });

  it("comes in phases", () => {
    const { met } = observe(3, false, 2000, 1);
    const changes = met.filter((one, at) => one !== "fair" && one !== (met[at - 1] ?? one) && met[at - 1] !== "fair");
    expect(changes.length).toBeLessThan(20);
  });

  it("can spare what lasts: refusals never, silence rarely", () => {
    const refusals = ["429", "429-with-retry-after", "503-with-retry-after"];
    expect(observe(5, true).count(...refusals)).toBe(0);
    const silent = ["hangs-before-writing", "hangs-after-writing"];
    const [usual, spared] = [observe(5).count(...silent), observe(5, true).count(...silent)];
    expect(spared).toBeGreaterThan(0);
    expect(spared).toBeLessThan(usual / 2);
  });

  it("is fair when it is told to be", () => {
    const { vane } = observe(1);
    vane.setFair(true);
    expect(Array.from({ length: 50 }, () => vane.next())).toEqual(Array(50).fill("fair"));
  });
});
