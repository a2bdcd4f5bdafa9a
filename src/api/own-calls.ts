import type { FastifyInstance } from "fastify";
import { DeskbellError } from "../base/index.ts";
import { findCall } from "../store/index.ts";
import { type Caller, maySee } from "./caller.ts";
import type { ApiContext } from "./context.ts";

const ONE_CALL = "/api/v1/calls/:id";

/** Keeps an agent from all that is about one call which none of their extensions had. They are not told that there is one. */
export function guardCalls(app: FastifyInstance, { store }: ApiContext): void {
  app.addHook("onRequest", async ({ caller, routeOptions, params }) => {
    if (caller?.ownCalls === undefined || !routeOptions.url?.startsWith(ONE_CALL)) return;
    const { id } = params as { id: string };
    const stored = await store.read(() => findCall(id));
    if (!stored || !maySee(caller, stored.call)) throw new DeskbellError("NOT_FOUND", `there is no call "${id}"`);
  });
}

/** Makes sure that an extension is the caller's own, where only their own count. Throws `SCOPE_MISSING`. */
export function assertOwnExtension({ ownCalls, name }: Caller, extension: string): void {
  if (ownCalls === undefined || ownCalls.some(({ number }) => number === extension)) return;
  throw new DeskbellError("SCOPE_MISSING", `extension ${extension} is not ${name}'s; name one that is`);
}
