import { expect, it } from "vitest";
import { Secret } from "../../base/index.ts";
import { toCallId } from "../../domain/index.ts";
import { createLinkSigner } from "./link-signer.ts";

const signer = createLinkSigner(new Secret("a key"));
const END = 1_800_000_000_000;

it("is the same each time for a call and an end", () => {
  const [one, two] = [1, 2].map((at) => signer.make(toCallId("call1"), at, END));
  expect(two?.id).toBe(one?.id);
  expect(two?.hash).toBe(one?.hash);
  expect(signer.make(toCallId("call2"), 1, END).id).not.toBe(one?.id);
});

it("is known by its token, and no other token is", () => {
  const link = signer.make(toCallId("call1"), 1, END);
  const token = signer.tokenOf(link);
  expect(signer.hashOf(token)).toBe(link.hash);
  const [id = "", end = "", mac = ""] = token.split(".");
  const later = (Number.parseInt(end, 36) + 1).toString(36);
  const wrong = [`${id}.${later}.${mac}`, `${id}.${end}`, `${token}A`, ` ${token}`, token.toUpperCase(), "", "a.b.c"];
  for (const one of wrong) expect(signer.hashOf(one), one).toBeUndefined();
  expect(createLinkSigner(new Secret("another")).hashOf(token)).toBeUndefined();
});

it("has one spelling: the bits of its last character that say nothing are zero", () => {
  const token = signer.tokenOf({ id: "A".repeat(22), expiresAt: END });
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const taken = [...alphabet].filter((last) => signer.hashOf(token.slice(0, -1) + last) !== undefined);
  expect(taken).toEqual([token.at(-1)]);
});
