import { z } from "zod";
import { DeskbellError } from "../../base/index.ts";
import { findRetention, findStoredRetention, type Retention, setRetention } from "../../pipeline/index.ts";
import type { Operation } from "../../store/index.ts";
import type { Api } from "../app.ts";
import { watchFor } from "../audit/record.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema } from "../contract.ts";

const days = z.int().min(1).max(36_500);

/** For how many days each kind of data is kept; absent = for ever. */
export const retentionSchema = z
  .strictObject({
    callDays: days.describe("Calls with all that is known of them."),
    exchangeDays: days.describe(
      "What was sent to the helpdesk and what came back; outcomes stay as long as their call.",
    ),
    recordingDays: days.describe(
      "Audio of calls, since the call began; older recordings are neither kept here nor fetched.",
    ),
    contactDays: days.describe("Contacts in the phonebook since they were last read from the helpdesk."),
  })
  .partial();

const KINDS = ["callDays", "exchangeDays", "recordingDays", "contactDays"] as const satisfies (keyof Retention)[];

const answerSchema = z.object({
  retention: retentionSchema.describe("What holds now; what is absent is kept for ever."),
  named: z
    .array(z.enum(KINDS))
    .describe("Those that the configuration file of this server names: it wins, and they are changed there."),
});

/** How long data is kept: as somebody sets it here, but for what the configuration names. */
export function addRetentionRoutes(api: Api, context: ApiContext): void {
  const { store, namedRetention } = context;
  const listNamed = () => KINDS.filter((kind) => namedRetention[kind] !== undefined);

  function* readAnswer(): Operation<z.input<typeof answerSchema>> {
    return { retention: { ...(yield* findRetention(namedRetention)) }, named: listNamed() };
  }

  api.get(
    "/api/v1/settings/retention",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "getRetention",
        summary: "For how many days each kind of data is kept",
        tags: ["settings"],
        response: { 200: answerSchema },
      },
    },
    () => store.read(readAnswer),
  );

  api.put(
    "/api/v1/settings/retention",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "putRetention",
        summary: "Say for how many days each kind of data is kept",
        description:
          "What is absent is kept for ever. It holds at once and on all nodes: what is older goes for good at their next housekeeping, within a minute, and recordings within the hour. A period that the configuration file names is refused.",
        tags: ["settings"],
        body: retentionSchema,
        response: { 200: answerSchema, 400: errorSchema, 409: errorSchema },
      },
    },
    async (request) => {
      const wanted = request.body;
      const named = listNamed();
      const fixed = named.filter((kind) => wanted[kind] !== undefined && wanted[kind] !== namedRetention[kind]);
      if (fixed.length > 0) {
        throw new DeskbellError(
          "CONFLICT",
          `the configuration file says how long data is kept (${fixed.join(", ")}), and it wins: change it there and restart`,
        );
      }
      const chosen = Object.fromEntries(
        KINDS.filter((kind) => !named.includes(kind)).map((kind) => [kind, wanted[kind]]),
      );
      await watchFor(request, context, "retention", findStoredRetention).write(() => setRetention(chosen));
      return store.read(readAnswer);
    },
  );
}
