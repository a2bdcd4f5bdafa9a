import type { ApiContext } from "../../src/api/context.ts";
import { createApi } from "../../src/api/index.ts";
import type { OpenApi } from "./render-routes.ts";

/** The OpenAPI document of the REST API, without a server. */
export async function describeApi(): Promise<OpenApi> {
  // The routes are only described here, never called, so they get nothing to work with.
  const store = { onSignal: () => () => {} };
  const app = await createApi({
    version: "0.0.0",
    engine: {},
    store,
    signIn: {},
    trustedProxies: [],
  } as unknown as ApiContext);
  const document = app.swagger() as unknown as OpenApi;
  await app.close();
  return document;
}
