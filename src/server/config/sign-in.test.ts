import { describe, expect, it } from "vitest";
import { DAY, DeskbellError, HOUR, type Problem } from "../../base/index.ts";
import { readConfig } from "./read.ts";
import { DEFAULT_SIGN_IN, readSignIn } from "./sign-in.ts";

const read = (yaml: string, environment: NodeJS.ProcessEnv = {}) =>
  readSignIn(readConfig(yaml, "deskbell.yaml", "."), environment);

function problemsOf(yaml: string): readonly Problem[] {
  try {
    return read(yaml).problems;
  } catch (error) {
    if (error instanceof DeskbellError) return error.problems;
    throw error;
  }
}

const oidc = (more: string) => `signIn: { oidc: { issuer: "https://id.example.com", clientId: d, ${more} } }`;

describe("how people sign in", () => {
  it("is by password where nothing is said", () => {
    expect(read("")).toEqual({ settings: DEFAULT_SIGN_IN, problems: [] });
  });

  it("takes lives of sessions and a provider, whose secret stands elsewhere", () => {
    const yaml = `signIn: { idleHours: 2, maxDays: 1, oidc: { issuer: "https://id.example.com", clientId: d, clientSecret: { env: S }, roleClaim: groups, roles: { A: agent }, createPeople: true } }`;
    const { settings, problems } = read(yaml, { S: "canary" });
    expect(problems).toEqual([]);
    expect(settings).toMatchObject({
      passwords: true,
      idleMs: 2 * HOUR,
      sessionMs: DAY,
      oidc: { scopes: ["openid", "email", "profile"], roles: { claim: "groups", values: { A: "agent" } } },
    });
    expect(JSON.stringify(settings)).not.toContain("canary");
    expect(settings.oidc?.clientSecret?.reveal()).toBe("canary");
  });

  it.each([
    [
      "an issuer that anybody between could speak for",
      `signIn: { oidc: { issuer: "http://id.example.com", clientId: d } }`,
      "signIn.oidc.issuer",
    ],
    ["a secret that is not there", oidc("clientSecret: { env: NONE }"), "signIn.oidc.clientSecret"],
    ["a role that there is not", oidc("roleClaim: g, roles: { A: boss }"), "signIn.oidc.roles.A"],
    ["a claim without its table", oidc("roleClaim: g"), "signIn.oidc.roles"],
    ["a table without its claim", oidc("roles: { A: agent }"), "signIn.oidc.roleClaim"],
    ["extensions of no connection", oidc("extensionClaim: e"), "signIn.oidc.extensionConnection"],
    ["new people without a role", oidc("createPeople: true"), "signIn.oidc.createPeople"],
    ["scopes that bring no ID token", oidc("scopes: [email]"), "signIn.oidc.scopes"],
    ["nobody who could sign in", "signIn: { passwords: false }", "signIn.passwords"],
    ["a proxy by name", "server: { trustedProxies: [proxy.local] }", "server.trustedProxies[0]"],
    ["a network too wide to be one", "server: { trustedProxies: [10.0.0.0/33] }", "server.trustedProxies[0]"],
    ["a frame by path", 'pages: { frameAncestors: ["https://a.example/x"] }', "pages.frameAncestors[0]"],
    ["a frame of anybody", 'pages: { frameAncestors: ["*"] }', "pages.frameAncestors[0]"],
    [
      "a frame that ends the header",
      `pages: { frameAncestors: ["https://a.example; script-src *"] }`,
      "pages.frameAncestors[0]",
    ],
  ])("is not taken with %s", (_name, yaml, path) => {
    expect(problemsOf(yaml).map((one) => one.path.replace(/^\d+:\d+ /, ""))).toEqual([path]);
  });
});
