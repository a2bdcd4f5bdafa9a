import { expect, it } from "vitest";
import { type Call, toExtensionNumber } from "../domain/index.ts";
import { aCall, aLeg } from "./a-context.test.data.ts";
import { toOwner } from "./owner.ts";

const leg = (extension: string) => aLeg(extension, { ringingAt: 1 });
const missed: Partial<Call> = { state: "ended", disposition: "no-answer" };

it.each<[string, Partial<Call>, string | undefined]>([
  ["whoever talked last has it", { extension: toExtensionNumber("1002"), legs: [leg("1001"), leg("1002")] }, "1002"],
  ["the only phone that rang has missed it", { ...missed, legs: [leg("1001"), leg("1001")] }, "1001"],
  ["what several phones missed is nobody's", { ...missed, legs: [leg("1001"), leg("1002")] }, undefined],
  ["what a queue missed is nobody's", { ...missed, queue: toExtensionNumber("6400"), legs: [leg("1001")] }, undefined],
  ["while it rings it is nobody's", { ...missed, state: "ringing", legs: [leg("1001")] }, undefined],
])("%s", (_what, call, owner) => {
  expect(toOwner(aCall(call))).toBe(owner);
});
