import {
  createDemoHelpdesk,
  type DemoHelpdesk,
  type DemoHelpdeskOptions,
} from "../../../src/cli/demo/helpdesk/index.ts";

/** Where the double sends a browser back to; nobody listens there. */
export const ZENDESK_REDIRECT = "http://127.0.0.1:9/oauth/callback";

/** Zendesk, played by the demo's own helpdesk: one client, registered with {@link ZENDESK_REDIRECT}. */
export function openZendesk(options: DemoHelpdeskOptions = {}): Promise<DemoHelpdesk> {
  return createDemoHelpdesk({
    client: { id: "deskbell", secret: "zd-client-secret", redirectUris: [ZENDESK_REDIRECT] },
    ...options,
  });
}
