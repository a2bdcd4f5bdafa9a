import { expect, it } from "vitest";
import { lintTemplate, readTemplate, requestExtensions } from "../../src/template/index.ts";
import { INTEGRATIONS } from "./history.ts";
import { writeTemplate } from "./templates.ts";

it.each(INTEGRATIONS)("the template %s has nothing that the linter calls an error", (integration) => {
  const found = lintTemplate(writeTemplate(integration)).filter(({ severity }) => severity === "error");
  expect(found.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
});

it("only the keyed template sends a key with what it creates", () => {
  const headers = INTEGRATIONS.map((integration) => {
    const scenarios = readTemplate(writeTemplate(integration)).template?.scenarios ?? [];
    const creates = scenarios.flatMap(({ requests }) => requests.filter(({ method }) => method === "POST"));
    return creates.map((one) => requestExtensions(one).idempotencyHeader);
  });
  expect(headers).toEqual([Array(3).fill("Idempotency-Key"), Array(3).fill(undefined), Array(3).fill(undefined)]);
});
