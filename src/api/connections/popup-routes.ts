import { z } from "zod";
import { DeskbellError } from "../../base/index.ts";
import { type Extension, toExtensionNumber } from "../../domain/index.ts";
import { findConnection, listExtensions, saveExtension } from "../../store/index.ts";
import type { Api } from "../app.ts";
import { watchFor } from "../audit/record.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema, extensionSchema, shownExtensionSchema } from "../contract.ts";

const MAX_EXTENSIONS = 1000;

/** The pop-up settings of many extensions at once. */
export function addPopupRoutes(api: Api, context: ApiContext): void {
  api.patch(
    "/api/v1/connections/:id/extensions",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "patchExtensions",
        summary: "Change the pop-up settings of many extensions at once",
        description:
          "All or none: a number that the connection does not have is refused. null = as the integration says, for each of them.",
        tags: ["connections"],
        params: z.object({ id: z.string() }),
        body: z.strictObject({
          numbers: z.array(z.string().trim().min(1).max(40)).min(1).max(MAX_EXTENSIONS),
          popup: extensionSchema.shape.popup.unwrap().nullable(),
        }),
        response: {
          200: z.object({ extensions: z.array(shownExtensionSchema) }),
          400: errorSchema,
          404: errorSchema,
        },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { popup } = request.body;
      const numbers = [...new Set(request.body.numbers.map(toExtensionNumber))];
      const subject = `extensions ${numbers.join(", ")} of ${id}`;
      const show = function* () {
        return (yield* listExtensions(id)).filter(({ number }) => numbers.includes(number));
      };
      return watchFor(request, context, subject, show).write(function* () {
        if (!(yield* findConnection(id))) throw new DeskbellError("NOT_FOUND", `there is no connection "${id}"`);
        const known = yield* show();
        const missing = numbers.filter((number) => !known.some((one) => one.number === number));
        if (missing.length > 0) {
          const problems = [{ path: "numbers", message: `connection "${id}" has no extension ${missing.join(", ")}` }];
          throw new DeskbellError("INPUT_INVALID", "nothing was changed", { problems });
        }
        for (const { popup: _, ...rest } of known) {
          const extension: Extension = { ...rest, ...(popup && { popup }) };
          yield* saveExtension(id, extension);
        }
        return { extensions: yield* listExtensions(id) };
      });
    },
  );
}
