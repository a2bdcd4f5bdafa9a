import { z } from "zod";
import { DeskbellError, type Env, type Secret } from "../../base/index.ts";
import { type ApiToken, addApiToken, type Store } from "../../store/index.ts";
import { hashToken, newApiToken } from "../credentials.ts";
import { toProblems } from "../problems.ts";
import { SCOPE_PATTERN } from "../scopes.ts";

/** What a new token is for, and what it may do. */
export const tokenWishSchema = z.strictObject({
  name: z.string().min(1).max(100),
  scopes: z
    .array(z.string().regex(SCOPE_PATTERN, "is none of admin, read, agent, events:write, events:write:CONNECTION"))
    .min(1),
});
type TokenWish = z.infer<typeof tokenWishSchema>;

/** Reads a wish that did not come through a route. Throws `INPUT_INVALID` with every problem. */
export function readTokenWish(wish: unknown): TokenWish {
  const result = tokenWishSchema.safeParse(wish);
  if (result.success) return result.data;
  throw new DeskbellError("INPUT_INVALID", "no such token can be made", { problems: toProblems(result.error.issues) });
}

/** Makes a token and keeps its hash; the token itself is only in what this gives. */
export async function makeToken(
  { name, scopes }: TokenWish,
  { store, env }: { readonly store: Store; readonly env: Env },
): Promise<{ readonly stored: ApiToken; readonly token: Secret }> {
  const token = newApiToken();
  const stored = { id: env.newId(), name, scopes, createdAt: env.now() };
  await store.write(() => addApiToken(stored, hashToken(token.reveal())));
  return { stored, token };
}
