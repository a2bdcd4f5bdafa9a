import type { FastifyInstance } from "fastify";
import { errorSchema } from "./contract.ts";

interface Described {
  readonly hide?: boolean;
  readonly body?: unknown;
  readonly querystring?: unknown;
  response?: Record<string, unknown>;
}

/** Writes into the description of each route what every one like it may refuse; its own refusals stay. Call it before routes are added. */
export function describeRefusals(app: FastifyInstance): void {
  app.addHook("onRoute", (route) => {
    const schema = route.schema as Described | undefined;
    if (!schema || schema.hide) return;
    const refusals = [
      ...(schema.body !== undefined || schema.querystring !== undefined ? ["400"] : []),
      ...(route.config?.scope === undefined ? [] : ["401", "403"]),
    ];
    schema.response = { ...Object.fromEntries(refusals.map((status) => [status, errorSchema])), ...schema.response };
  });
}
