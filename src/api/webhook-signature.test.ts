import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Secret } from "../base/index.ts";
import { findSecretFault, findSignatureFault } from "./webhook-signature.ts";

const KEY = Buffer.alloc(32, 7);
const SECRET = new Secret(`whsec_${KEY.toString("base64")}`);
const NOW = 1_795_507_445_000;
const BODY = Buffer.from('{"a":"ส"}');

function sign(key: Buffer | string, id: string, timestamp: string, body: Buffer): string {
  return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest("base64")}`;
}

function message(changes: Partial<{ id: string; timestamp: string; signature: string; body: Buffer }> = {}) {
  const { id = "msg_1", timestamp = String(NOW / 1000), body = BODY } = changes;
  return { id, timestamp, body, signature: changes.signature ?? sign(KEY, id, timestamp, body) };
}

describe("a signed message", () => {
  it("is taken when its signature fits its id, time and body", () => {
    expect(findSignatureFault(message(), SECRET, NOW)).toBeUndefined();
  });

  it("is taken when one of several signatures fits, wherever it stands", () => {
    const good = message().signature;
    const bad = sign("other", "msg_1", String(NOW / 1000), BODY);
    for (const signature of [`${bad} ${good}`, `${good} ${bad}`, `v1a,xyz v2,abc ${good}`]) {
      expect(findSignatureFault(message({ signature }), SECRET, NOW)).toBeUndefined();
    }
  });

  it("is taken up to five minutes early or late, and not a second more", () => {
    for (const shift of [-300, 300]) {
      expect(
        findSignatureFault(message({ timestamp: String(NOW / 1000 + shift) }), SECRET, NOW),
        `${shift}`,
      ).toBeUndefined();
    }
    expect(findSignatureFault(message({ timestamp: String(NOW / 1000 - 301) }), SECRET, NOW)).toContain("in the past");
    expect(findSignatureFault(message({ timestamp: String(NOW / 1000 + 301) }), SECRET, NOW)).toContain(
      "in the future",
    );
  });

  it.each([
    ["another id", { id: "msg_2", signature: message().signature }, "does not fit"],
    ["another body", { body: Buffer.from("{}"), signature: message().signature }, "does not fit"],
    ["another secret", { signature: sign("other", "msg_1", String(NOW / 1000), BODY) }, "does not fit"],
    ["a signature that is too short", { signature: "v1,AAAA" }, "does not fit"],
    ["a signature without a version", { signature: message().signature.slice(3) }, 'no part that begins with "v1,"'],
    ["a time that is no number", { timestamp: "yesterday" }, "is not a number of seconds"],
    ["an empty id", { id: "" }, "must all be there"],
  ])("is refused with %s, and told why", (_name, changes, sentence) => {
    expect(findSignatureFault(message(changes), SECRET, NOW)).toContain(sentence);
  });

  it("may be signed with a secret that has no prefix, taken as it stands", () => {
    const timestamp = String(NOW / 1000);
    const plain = "a secret without a prefix";
    const signature = sign(plain, "msg_1", timestamp, BODY);
    expect(findSignatureFault(message({ signature }), new Secret(plain), NOW)).toBeUndefined();
  });
});

describe("a signing secret", () => {
  it.each([[SECRET.reveal()], ["a secret without a prefix"], [`whsec_${Buffer.alloc(24).toString("base64")}`]])(
    "is good: %s",
    (secret) => {
      expect(findSecretFault(new Secret(secret))).toBeUndefined();
    },
  );

  it.each([
    ["whsec_", "0 bytes"],
    ["whsec_@@@@@@@@@@@@@@@@@@@@", "not Base64"],
    ["whsec_c2hvcnQ=", "5 bytes"],
    ["whsec_c2hvcnQgYnV0IHVucGFkZGVk ", "not Base64"],
    ["short", "5 bytes"],
    ["", "0 bytes"],
  ])("is refused when anybody could guess it: %j", (secret, sentence) => {
    const fault = findSecretFault(new Secret(secret));
    expect(fault).toContain(sentence);
    expect(fault).toContain("openssl rand -base64 32");
    if (secret.length > 6) expect(fault).not.toContain(secret.slice(6).trim());
  });
});
