import type { FastifyInstance } from "fastify";
import { DeskbellError } from "../base/index.ts";
import { findCall, type OwnExtension } from "../store/index.ts";
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

/** Makes sure that an extension is the caller's own, of that connection if one is named, where only their own count. Throws `SCOPE_MISSING`. */
export function assertOwnExtension({ ownCalls, name }: Caller, extension: string, connectionId?: string): void {
  const isIt = (one: OwnExtension) =>
    one.number === extension && (connectionId === undefined || one.connectionId === connectionId);
  if (ownCalls === undefined || ownCalls.some(isIt)) return;
  throw new DeskbellError("SCOPE_MISSING", `extension ${extension} is not ${name}'s; name one that is`);
}
