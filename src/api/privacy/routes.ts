import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { Api } from "../app.ts";
import { record } from "../audit/record.ts";
import { shortNumber } from "../audit/shows.ts";
import type { ApiContext } from "../context.ts";
import { callSchema, errorSchema, phonebookEntrySchema } from "../contract.ts";
import { loose } from "../loose.ts";

const tags = ["privacy"];

// In the body, since addresses are written down by proxies and browsers.
const body = z.strictObject({
  number: z
    .string()
    .trim()
    .regex(/\d(?:\D*\d){4,}/, "write a telephone number of at least five digits")
    .max(60)
    .describe("However it is written."),
});

/** What a person may ask for whose number is known here. */
export function addPrivacyRoutes(api: Api, { engine, store, env, recordings }: ApiContext): void {
  // Before it is done: an entry without its effect is better than the effect without an entry.
  const tell = (request: FastifyRequest, number: string) =>
    store.write(() => record(request, env.now(), { subject: shortNumber(number) }));

  api.post(
    "/api/v1/privacy/export",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "exportNumber",
        summary: "Everything that is stored about a number",
        description:
          "All its calls with their traces and with who has listened to them, and its contacts in the phonebooks. Looks through everything.",
        tags,
        body,
        response: {
          200: z.object({
            number: z.string(),
            calls: z.array(z.looseObject({ call: callSchema })),
            contacts: z.array(phonebookEntrySchema.extend({ phonebookId: z.string() })),
          }),
          400: errorSchema,
        },
      },
    },
    async (request) => {
      const { number } = request.body;
      await tell(request, number);
      return loose(await engine.exportNumber(number));
    },
  );
  api.post(
    "/api/v1/privacy/erase",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "eraseNumber",
        summary: "Remove everything that is stored about a number",
        description:
          "Its calls with all that is known of them, deliveries that wait and audio included, and its contacts in the phonebooks. What the helpdesk has stays there; backups keep what they have.",
        tags,
        body,
        response: { 200: z.object({ calls: z.int(), contacts: z.int() }), 400: errorSchema },
      },
    },
    async (request) => {
      const { number } = request.body;
      await tell(request, number);
      const erased = await engine.eraseNumber(number);
      await recordings.sweep();
      return { ...erased };
    },
  );
}
