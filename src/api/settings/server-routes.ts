import { z } from "zod";
import type { Api } from "../app.ts";
import type { ApiContext } from "../context.ts";

const serverSchema = z.object({
  version: z.string(),
  publicUrl: z.string().describe("Under which browsers reach the server."),
  allowPrivateTargets: z.boolean().describe("Requests may go to this machine and the local network."),
  trustedProxies: z.array(z.string()),
  signIn: z.object({
    passwords: z.boolean(),
    idleMs: z.int().describe("A session that is not used for so long ends."),
    sessionMs: z.int().describe("And at the latest after so long."),
    oidc: z
      .object({
        issuer: z.string(),
        clientId: z.string(),
        allowedDomains: z.array(z.string()),
        createPeople: z.boolean(),
        callback: z.string().describe("The address that the provider has to know."),
      })
      .optional(),
  }),
});

/** What the server was started with: it is set in the configuration file and on the command line, and shown here. */
export function addServerSettingRoutes(api: Api, context: ApiContext): void {
  api.get(
    "/api/v1/settings/server",
    {
      config: { scope: "admin" },
      schema: {
        operationId: "getServerSettings",
        summary: "What the server was started with",
        description: "Address and ways to sign in. Without secrets.",
        tags: ["settings"],
        response: { 200: serverSchema },
      },
    },
    async () => {
      const { version, allowPrivateTargets, trustedProxies, signIn } = context;
      const publicUrl = context.publicUrl();
      const { passwords, idleMs, sessionMs, oidc } = signIn;
      return {
        version,
        publicUrl,
        allowPrivateTargets,
        trustedProxies: [...trustedProxies],
        signIn: {
          passwords,
          idleMs,
          sessionMs,
          ...(oidc && {
            oidc: {
              issuer: oidc.issuer,
              clientId: oidc.clientId,
              allowedDomains: [...oidc.allowedDomains],
              createPeople: oidc.createPeople,
              callback: `${publicUrl}/api/v1/session/oidc/callback`,
            },
          }),
        },
      };
    },
  );
}
