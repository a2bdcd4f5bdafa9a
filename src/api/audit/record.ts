import type { FastifyInstance, FastifyRequest } from "fastify";
import { type Actor, addAuditEntry, type Operation, type Store } from "../../store/index.ts";
import { isChanging } from "../authenticate.ts";
import { toActor } from "../caller.ts";
import type { ApiContext } from "../context.ts";
import { NEEDS } from "../scopes.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** What was done stands in the audit log already. */
    recorded?: boolean;
  }
}

/** What a change was made to, and how that looks, so that it can be told how it was and how it is. */
export interface Watched {
  readonly action: string;
  readonly subject: string;
  /** Shows it without secrets; `undefined` = it is not there. */
  readonly show: () => Operation<unknown>;
}

/** A store whose first write that changes something, and each further one, writes into the audit log in the same transaction. */
export function watch(store: Store, who: Actor, now: () => number, { action, subject, show }: Watched): Store {
  let told = false;
  return {
    ...store,
    write: (operation) =>
      store
        .write(function* () {
          const before = yield* show();
          const result = yield* operation();
          const after = yield* show();
          // The first is told even when nothing that is shown has changed: it may have been a secret.
          if (!told || JSON.stringify(before) !== JSON.stringify(after)) {
            yield* addAuditEntry({ who, action, subject, before, after }, now());
          }
          return result;
        })
        .then((result) => {
          told = true;
          return result;
        }),
  };
}

/** {@link watch} for what a route does: its caller, and its operation as the action. */
export function watchFor(
  request: FastifyRequest,
  { store, env }: Pick<ApiContext, "store" | "env">,
  subject: string,
  show: () => Operation<unknown>,
): Store {
  request.recorded = true;
  return watch(store, toActor(request), () => env.now(), { action: actionOf(request), subject, show });
}

/** Writes what a route does into the audit log, within the caller's transaction. */
export function* record(
  request: FastifyRequest,
  now: number,
  deed: { readonly subject: string; readonly before?: unknown; readonly after?: unknown; readonly action?: string },
): Operation<void> {
  request.recorded = true;
  yield* addAuditEntry({ who: toActor(request), action: actionOf(request), ...deed }, now);
}

/**
 * Whatever a route changed and did not write down itself is written down before its answer goes out, with the parts of its address as
 * the subject. So no change is made without an entry, also by a route that does not think of it.
 */
export function recordTheRest(app: FastifyInstance, { store, env }: ApiContext): void {
  app.addHook("onSend", async (request, reply) => {
    const { scope, audited } = request.routeOptions.config;
    const wanted = audited ?? (scope !== undefined && NEEDS[scope].audited && isChanging(request.method));
    if (!wanted || !request.caller || request.recorded || reply.statusCode >= 400) return;
    await store.write(() => record(request, env.now(), { subject: subjectOf(request) }));
  });
}

// The name that the route has in the API's description.
function actionOf({ routeOptions, method, url }: FastifyRequest): string {
  const { operationId } = (routeOptions.schema ?? {}) as { operationId?: string };
  return operationId ?? `${method} ${url.split("?")[0]}`;
}

function subjectOf({ params }: FastifyRequest): string {
  return Object.values((params ?? {}) as Record<string, string>).join(" ");
}
