import { describe, expect, it } from "vitest";
import { toFields, toSettings, toTyped } from "./settings-form.ts";

const fields = toFields({
  type: "object",
  required: ["host", "secret"],
  properties: {
    host: { type: "string" },
    secret: { type: "string", format: "password" },
    port: { type: "integer", default: 5038 },
    tls: { type: "boolean", default: false },
    trunks: { type: "array", items: { type: "string" } },
    hooks: { type: "array", items: { type: "string", format: "password" } },
    mapping: { anyOf: [{ type: "string" }, { type: "object" }] },
    urlToken: {
      type: "object",
      required: ["value"],
      properties: {
        value: { type: "string", format: "password" },
        addresses: { type: "array", items: { anyOf: [{ type: "string" }] } },
      },
    },
  },
});

describe("the form of a connection's settings", () => {
  it("has a field for each of them, with what is stored and nothing of secrets", () => {
    expect(fields.map(({ path, kind, required }) => `${path} ${kind}${required ? " required" : ""}`)).toEqual([
      "host text required",
      "secret secret required",
      "port number",
      "tls switch",
      "trunks list",
      "hooks secrets",
      "mapping mapping",
      "urlToken.value secret",
      "urlToken.addresses list",
    ]);
    expect(toTyped(fields, { host: "pbx", secret: "x", trunks: ["a", "b"], mapping: { body: "json" } })).toMatchObject({
      host: "pbx",
      secret: "",
      port: "5038",
      tls: false,
      trunks: "a\nb",
      mapping: '{\n  "body": "json"\n}',
    });
  });

  it("becomes settings, in which what is empty and secrets that stay are left out", () => {
    const typed = { ...toTyped(fields, {}), host: " pbx ", tls: true, trunks: "a\n\n b", hooks: "one two" };
    expect(toSettings(fields, typed)).toEqual({
      host: "pbx",
      port: 5038,
      tls: true,
      trunks: ["a", "b"],
      hooks: ["one", "two"],
    });
    expect(toSettings(fields, { "urlToken.addresses": "192.0.2.1", mapping: "3cx" })).toEqual({ mapping: "3cx" });
    expect(
      toSettings(fields, { "urlToken.value": "v", "urlToken.addresses": "192.0.2.1", mapping: '{"a":1}' }),
    ).toEqual({
      mapping: { a: 1 },
      urlToken: { value: "v", addresses: ["192.0.2.1"] },
    });
  });
});
