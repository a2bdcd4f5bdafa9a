import { z } from "zod";
import { compareNumbers, isWithheld, numberSpellings, toCanonical } from "../../domain/index.ts";
import type { Api } from "../app.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema, settingsSchema } from "../contract.ts";
import { withoutAbsent } from "../without-absent.ts";
import { getIntegration } from "./shown.ts";

/** Shows what the number settings of an integration do, before and after they are changed. */
export function addNumberPreview(api: Api, { store }: ApiContext): void {
  api.post(
    "/api/v1/integrations/:id/number-preview",
    {
      config: { scope: "read" },
      schema: {
        operationId: "previewNumber",
        summary: "How a number is read, looked up and compared",
        description:
          "With the integration's settings, or with others that are only tried. `stored` are numbers as the helpdesk may have them: each is told whether it is the same number.",
        tags: ["integrations"],
        params: z.object({ id: z.string() }),
        body: z.strictObject({
          number: z.string().max(200),
          numbers: settingsSchema.shape.numbers,
          stored: z.array(z.string().max(200)).max(50).default([]),
        }),
        response: {
          200: z.object({
            withheld: z.boolean(),
            canonical: z.string(),
            spellings: z.array(z.string()).describe("In the order in which they are looked up."),
            stored: z.array(z.object({ number: z.string(), agreement: z.enum(["exact", "last-digits", "none"]) })),
          }),
          404: errorSchema,
        },
      },
    },
    async (request) => {
      const { number, numbers = {}, stored } = request.body;
      const { settings } = await getIntegration(store, request.params.id);
      const tried = { ...settings.numbers, ...(withoutAbsent(numbers) as Partial<typeof settings.numbers>) };
      const withheld = isWithheld(number);
      return {
        withheld,
        canonical: withheld ? "" : toCanonical(number, tried.region),
        spellings: numberSpellings(number, tried),
        stored: stored.map((one) => ({ number: one, agreement: compareNumbers(number, one, tried) })),
      };
    },
  );
}
