import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { findTwilioFault } from "./twilio-signature.ts";

const TOKEN = "an auth token of the tests";
const URL_ = "https://desk.example/api/v1/connections/twilio/events?lang=th";
const FORM = "To=%2B6620001000&CallSid=CA01&From=%2B66812345678&CallStatus=ringing";
const sign = (text: string) => createHmac("sha1", TOKEN).update(text).digest("base64");
const SIGNED = sign(`${URL_}CallSidCA01CallStatusringingFrom+66812345678To+6620001000`);

const fault = (change: Partial<Parameters<typeof findTwilioFault>[0]>, token = TOKEN) =>
  findTwilioFault({ url: URL_, form: FORM, signature: SIGNED, ...change }, token);

describe("findTwilioFault", () => {
  it("finds none in what Twilio signed", () => {
    expect(fault({})).toBeUndefined();
  });

  it("knows the example of Twilio's documents", () => {
    const form = "CallSid=CA1234567890ABCDE&Caller=%2B12349013030&Digits=1234&From=%2B12349013030&To=%2B18005551212";
    const request = {
      url: "https://mycompany.com/myapp.php?foo=1&bar=2",
      form,
      signature: "0/KCTR6DLpKmkAf8muzZqo1nDgQ=",
    };
    expect(findTwilioFault(request, "12345")).toBeUndefined();
  });

  it("takes the usual port for none", () => {
    const withPort = URL_.replace("desk.example", "desk.example:443");
    expect(fault({ url: withPort })).toBeUndefined();
    const signedWithPort = sign(`${withPort}CallSidCA01CallStatusringingFrom+66812345678To+6620001000`);
    expect(fault({ signature: signedWithPort })).toBeUndefined();
  });

  it("counts a field once that comes twice", () => {
    expect(fault({ form: `${FORM}&CallSid=CA01` })).toBeUndefined();
  });

  it.each([
    ["no signature", { signature: undefined }],
    ["an empty signature", { signature: "" }],
    ["another signature", { signature: sign("x") }],
    ["a short signature", { signature: SIGNED.slice(1) }],
    ["a changed field", { form: FORM.replace("CA01", "CA02") }],
    ["a further field", { form: `${FORM}&x=1` }],
    ["another address", { url: URL_.replace("twilio", "other") }],
    ["another port", { url: URL_.replace("desk.example", "desk.example:8443") }],
  ])("refuses %s without telling a secret", (_what, change) => {
    const message = fault(change);
    expect(message).toMatch(/X-Twilio-Signature/);
    expect(message).not.toContain(TOKEN);
  });

  it("refuses another account's token", () => {
    expect(fault({}, "another")).toMatch(/does not fit/);
  });
});
