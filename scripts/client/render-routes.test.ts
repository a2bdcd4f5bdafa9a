import { describe, expect, it } from "vitest";
import { renderRoutes } from "./render-routes.ts";
import { renderType } from "./render-type.ts";

describe("a schema as a type", () => {
  it.each([
    [{ type: "string" }, "string"],
    [{ type: ["string", "null"] }, "(string | null)"],
    [{ type: "integer", nullable: true }, "number | null"],
    [{ enum: ["a", "b"] }, '("a" | "b")'],
    [{ const: true }, "true"],
    [{ $ref: "#/components/schemas/Call" }, "Call"],
    [{ anyOf: [{ type: "string" }, { type: "number" }] }, "(string | number)"],
    [{ type: "array", items: { type: "string" } }, "readonly (string)[]"],
    [
      { type: "object", properties: { a: { type: "string" }, b: {} }, required: ["a"], additionalProperties: false },
      '{ readonly "a": string; readonly "b"?: unknown; }',
    ],
    [
      { type: "object", properties: { a: { type: "string" } }, additionalProperties: {} },
      '{ readonly "a"?: string; readonly [name: string]: unknown; }',
    ],
    [{ type: "object", additionalProperties: { type: "string" } }, "{ readonly [name: string]: string; }"],
    [{}, "unknown"],
  ])("%j is %s", (schema, type) => {
    expect(renderType(schema)).toBe(type);
  });
});

describe("the routes of an OpenAPI document", () => {
  it("tell what each takes and what its success gives", () => {
    const parameters = [
      { name: "id", in: "path", required: true, schema: { type: "string" } },
      { name: "limit", in: "query", schema: { type: "integer" } },
    ];
    const json = (schema: object) => ({ content: { "application/json": { schema } } });
    const text = renderRoutes({
      paths: {
        "/things/{id}": {
          get: { summary: "One", parameters, responses: { "200": json({ type: "string" }), "404": json({}) } },
          put: { requestBody: json({ type: "number" }), responses: { "204": {} } },
        },
      },
      components: { schemas: { Thing: { type: "string" } } },
    });
    expect(text).toContain("export type Thing = string;");
    expect(text).toContain("/** One */");
    expect(text).toContain(
      '"GET /things/{id}": { readonly path: { readonly "id": string; }; readonly query?: { readonly "limit"?: number | undefined; }; readonly answer: string; };',
    );
    expect(text).toContain('"PUT /things/{id}": { readonly body: number; readonly answer: undefined; };');
  });
});
