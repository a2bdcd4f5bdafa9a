import { z } from "zod";
import { DeskbellError } from "../../base/index.ts";
import { findConnection, listRefusedPosts } from "../../store/index.ts";
import type { Api } from "../app.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema } from "../contract.ts";

const postSchema = z.object({
  at: z.int().describe("Milliseconds since 1970."),
  fate: z
    .enum(["refused", "not-understood", "unproven"])
    .describe(
      "refused: it was answered with its problems. not-understood: it was taken, and nothing known was found in it. unproven: nobody knows who sent it.",
    ),
  method: z.string(),
  address: z.string().describe("Path and query."),
  from: z.string().describe("IP address of the sender."),
  contentType: z.string(),
  bytes: z.int(),
  body: z.string().optional().describe("Its beginning; never of a sender who has not proven himself."),
  reasons: z.array(z.object({ path: z.string(), message: z.string(), help: z.string().optional() })),
});

/** What a PBX has posted in vain, for whoever connects it. */
export function addRefusedPostRoutes(api: Api, { store }: ApiContext): void {
  api.get(
    "/api/v1/connections/:id/refused-posts",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "listRefusedPosts",
        summary: "The last posts of a PBX of which nothing was taken, and why",
        description:
          "The newest first, at most twenty; they go 30 days after the last of them, and when a number is erased. Values behind names of secrets, and all secrets that are known, are replaced by ***.",
        tags: ["connections"],
        params: z.object({ id: z.string() }),
        response: { 200: z.object({ posts: z.array(postSchema) }), 404: errorSchema },
      },
    },
    async (request) => {
      const { id } = request.params;
      const posts = await store.read(function* () {
        return (yield* findConnection(id)) && (yield* listRefusedPosts(id));
      });
      if (!posts) throw new DeskbellError("NOT_FOUND", `there is no connection "${id}"`);
      return { posts: posts.map(({ reasons, ...rest }) => ({ ...rest, reasons: [...reasons] })) };
    },
  );
}
