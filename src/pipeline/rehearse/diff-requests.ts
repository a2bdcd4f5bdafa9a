import type { FeatureName } from "../../domain/index.ts";
import { type DiffLine, diffLines } from "./line-diff.ts";
import { type ShownRequest, toLines } from "./shown-request.ts";

/** How a request differs, with all its lines. */
export interface RequestDiff {
  readonly feature: FeatureName;
  readonly name: string;
  readonly change: "appears" | "vanishes" | "changes";
  readonly lines: readonly DiffLine[];
}

/** Pairs the requests of each feature by name, those of one name in order, and tells those that differ. */
export function diffRequests(past: readonly ShownRequest[], now: readonly ShownRequest[]): RequestDiff[] {
  const before = byPlace(past);
  const after = byPlace(now);
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((place) => {
    const [was, is] = [before.get(place), after.get(place)];
    const one = is ?? was;
    if (!one) return [];
    const lines = diffLines(was ? toLines(was) : [], is ? toLines(is) : []);
    if (lines.every(({ sign }) => sign === " ")) return [];
    const change = !was ? "appears" : is ? "changes" : "vanishes";
    return [{ feature: one.feature, name: one.name, change, lines }];
  });
}

function byPlace(requests: readonly ShownRequest[]): Map<string, ShownRequest> {
  const places = new Map<string, ShownRequest>();
  for (const one of requests) {
    let place = `${one.feature} ${one.name}`;
    while (places.has(place)) place += " again";
    places.set(place, one);
  }
  return places;
}
