import { z } from "zod";
import { DeskbellError, SECOND } from "../../base/index.ts";
import type { Change } from "../../domain/index.ts";
import type { Api } from "../app.ts";
import { callerOf } from "../caller.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema } from "../contract.ts";
import { assertOwnExtension } from "../own-calls.ts";
import { toFrame } from "./frame.ts";
import { createOwnChanges } from "./own-changes.ts";
import type { Readers } from "./readers.ts";

const HEARTBEAT_MS = 15 * SECOND;
const MAX_SUBSCRIBERS = 5000;

// A record, so that the compiler asks for a kind that is missing.
const KINDS = Object.keys({
  call: true,
  match: true,
  popup: true,
  delivery: true,
  skip: true,
  integration: true,
  helpdesk: true,
} satisfies Record<Change["kind"], true>) as [Change["kind"], ...Change["kind"][]];

const kindsSchema = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(z.enum(KINDS)).min(1))
  .describe(`Only changes of these kinds, parted by commas: ${KINDS.join(", ")}. Default: all.`);

// What is told of a call's other changes depends on whom the call has reached, which its own changes tell.
function withCalls(kinds: readonly Change["kind"][]): readonly Change["kind"][] {
  return kinds.every((kind) => kind === "popup" || kind === "helpdesk")
    ? kinds
    : [...new Set([...kinds, "call" as const])];
}

/** The live feed as server-sent events (WHATWG HTML, 9.2). */
export function addChangeRoutes(api: Api, { feed, log, store }: ApiContext, readers: Readers): void {
  const ownChanges = createOwnChanges(store);
  api.get(
    "/api/v1/changes",
    {
      config: { scope: "calls:read" },
      schema: {
        operationId: "followChanges",
        summary: "Follow what happens",
        description:
          "Server-sent events: calls, who the caller is, pop-ups, deliveries and skips as they happen. Each has an id; a reader that comes back with Last-Event-ID (or ?after=) misses nothing and gets nothing twice. An agent hears of the calls of their own extensions alone.",
        tags: ["live"],
        querystring: z.strictObject({
          after: z.coerce.number().int().min(0).optional(),
          latest: z.coerce.number().int().min(0).max(1000).default(0),
          extension: z.string().max(40).describe("Leaves out the pop-ups of other extensions.").optional(),
          kinds: kindsSchema.optional(),
        }),
        response: { 401: errorSchema },
      },
    },
    async (request, reply) => {
      if (feed.size >= MAX_SUBSCRIBERS) {
        throw new DeskbellError("LIMIT_EXCEEDED", `${MAX_SUBSCRIBERS} readers follow already; close some`);
      }
      const { latest, kinds } = request.query;
      const caller = callerOf(request);
      const own = caller.ownCalls;
      const extension = request.query.extension ?? (own?.length === 1 ? own[0]?.number : undefined);
      if (extension !== undefined) assertOwnExtension(caller, extension);
      const lastId = Number(request.headers["last-event-id"]);
      const after = Number.isSafeInteger(lastId) && lastId > 0 ? lastId : request.query.after;
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
        "x-content-type-options": "nosniff",
      });
      raw.write("retry: 2000\n\n");
      const letGo: (() => void)[] = [];
      const end = () => {
        for (const one of letGo.splice(0)) one();
        raw.end();
      };
      raw.on("close", end);
      raw.on("error", end);
      const heartbeat = setInterval(() => raw.write(": here\n\n"), HEARTBEAT_MS);
      letGo.push(() => clearInterval(heartbeat), readers.add([caller.id, caller.session?.id ?? ""], end));
      const start = {
        ...(after !== undefined && { after }),
        latest,
        ...(extension !== undefined && { extension }),
        ...(kinds && { kinds: own ? withCalls(kinds) : kinds }),
      };
      let waits = false;
      let goOn = () => {};
      const write = (change: Change) => (kinds && !kinds.includes(change.kind) ? true : raw.write(toFrame(change)));
      const take = (change: Change) => {
        const concerned = own === undefined || ownChanges.concerns(change, own);
        if (typeof concerned === "boolean") return concerned ? write(change) : true;
        // Whether it is theirs is being looked up: nothing more is taken until then, so that the order stays.
        waits = true;
        concerned.then(
          (yes) => {
            waits = false;
            if (!yes || write(change)) goOn();
          },
          () => end(),
        );
        return false;
      };
      try {
        const subscription = await feed.subscribe(start, take, end);
        letGo.push(() => subscription.close());
        goOn = () => subscription.ready();
        raw.on("drain", () => {
          if (!waits) subscription.ready();
        });
        if (!waits && !raw.writableNeedDrain) subscription.ready();
      } catch (error) {
        log.error("a reader of the feed was let go", { error });
        return end();
      }
      // A reader that went away while the subscription was being made is not told of again.
      if (raw.destroyed || raw.writableEnded) end();
    },
  );
}
