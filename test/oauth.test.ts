import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Secret } from "../src/base/index.ts";
import {
  createHelpdeskConnection,
  createMemoryTokenStore,
  type HelpdeskConnection,
  startAuthorisation,
  type TokenStore,
} from "../src/request/index.ts";
import { compileTemplate, runScenario, type ScenarioRun, toAuth, toAuthorisationWish } from "../src/scenario/index.ts";
import { readTemplate } from "../src/template/index.ts";
import { type HttpHelpdesk, openHttpHelpdesk } from "./support/http-helpdesk.ts";
import { type OAuthServer, openOAuthServer } from "./support/oauth-server.ts";

// The server's hints for those who would run it in earnest.
vi.spyOn(console, "warn").mockImplementation(() => {});

const REDIRECT = "http://127.0.0.1:9/oauth/callback";
const HOUR_MS = 3_600_000;

function xml(tokenAuth: "body" | "basic"): string {
  return `<?xml version="1.1" encoding="UTF-8"?>
<Information Provider="helpdesk" Name="OAuth Desk" Key="oauth_desk" Version="1.0.0" AuthType="oauth2" MaxConcurrentRequest="60">
  <Parameters/>
  <Scenarios>
    <Scenario Id="AuthMethod" Type="AUTH">
      <Presets/>
      <Parameters>
        <Parameter Name="AuthMethod" Value="oauth2"/>
        <Parameter Name="AuthEndPoint" Value="{{.login}}/auth"/>
        <Parameter Name="TokenEndPoint" Value="{{.login}}/token"/>
        <Parameter Name="Scope" Value="openid read write"/>
        <Parameter Father="Deskbell" Name="TokenAuth" Value="${tokenAuth}"/>
        <Parameter Father="CustomFieldList" Name="login" Key="login" Title="Login address" Editor="string"/>
        <Parameter Father="CustomFieldList" Name="address" Key="address" Title="Address" Editor="string"/>
        <Parameter Father="CustomFieldList" Name="client_id" Key="client_id" Title="Client id" Editor="string"/>
        <Parameter Father="CustomFieldList" Name="client_secret" Key="client_secret" Title="Client secret" Editor="password"/>
      </Parameters>
      <Requests/>
      <Responses/>
    </Scenario>
    <Scenario Id="SyncContactAuto" Type="REST">
      <Presets/>
      <Parameters/>
      <Requests>
        <Request Name="contacts" Method="GET" ResponseType="application/json" URLFormat="{{.address}}/people?number={{UrlEncode .Phone}}">
          <Parameters/>
          <Outputs>
            <Output Name="ContactsId" Path="people.#.id"/>
          </Outputs>
        </Request>
      </Requests>
    </Scenario>
  </Scenarios>
</Information>`;
}

describe.each([
  ["in the body", "client_secret_post", "body"],
  ["in a header", "client_secret_basic", "basic"],
] as const)("a real OAuth server that wants the client's secret %s", (_, auth, tokenAuth) => {
  let oauth: OAuthServer;
  let helpdesk: HttpHelpdesk;
  let connection: HelpdeskConnection;
  let store: TokenStore;
  let nowOffset = 0;
  let authorise: () => Promise<{ code: string; verifier: string | undefined }>;
  let search: () => Promise<ScenarioRun>;

  beforeEach(async () => {
    nowOffset = 0;
    oauth = await openOAuthServer([{ id: "deskbell", secret: "the-client-s3cret", redirectUri: REDIRECT, auth }]);
    helpdesk = await openHttpHelpdesk(async ({ headers }) => {
      const token = /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1] ?? "";
      return (await oauth.isGood(token))
        ? { body: { people: [{ id: 7 }] } }
        : { status: 401, body: { error: "invalid_token" } };
    });
    const { template } = readTemplate(xml(tokenAuth));
    if (!template) throw new Error("the test's template cannot be read");
    const compiled = compileTemplate(template, { zone: "UTC" });
    const fields = {
      login: oauth.address,
      address: helpdesk.address,
      client_id: "deskbell",
      client_secret: new Secret("the-client-s3cret"),
    };
    const env = { now: () => Date.now() + nowOffset };
    store = createMemoryTokenStore();
    connection = createHelpdeskConnection({
      auth: toAuth(compiled, fields),
      secrets: ["the-client-s3cret"],
      tokenStore: store,
      maxConcurrentRequests: template.maxConcurrentRequests,
      userAgent: "Deskbell/test",
      allowPrivateNetworkTargets: true,
      env,
    });
    authorise = async () => {
      const start = startAuthorisation(toAuthorisationWish(compiled, fields, REDIRECT));
      const back = await oauth.consent(start.url);
      expect(`${back.origin}${back.pathname}`).toBe(REDIRECT);
      expect(back.searchParams.get("state")).toBe(start.state);
      const code = back.searchParams.get("code") ?? "";
      const verifier = start.verifier?.reveal();
      await connection.acceptCode(code, REDIRECT, verifier);
      return { code, verifier };
    };
    search = () =>
      runScenario({
        compiled,
        scenarioId: "SyncContactAuto",
        variables: { Phone: "+66812345678" },
        fields,
        connection,
        mode: "send",
        env,
      });
  });

  afterEach(async () => {
    await connection.close();
    await helpdesk.close();
    await oauth.close();
  });

  const tokens = async () => {
    const kept = (await store.load())?.tokens;
    if (!kept?.refreshToken) throw new Error("there are no tokens");
    return { access: kept.accessToken.reveal(), refresh: kept.refreshToken.reveal() };
  };

  it("gives tokens for a person's permission, and they open the helpdesk", async () => {
    await authorise();
    expect(await search()).toMatchObject({ ok: true, rows: [{ ContactsId: "7" }] });
    expect(oauth.granted).toEqual(["authorization_code"]);
  });

  it("takes a code only once", async () => {
    const { code, verifier } = await authorise();
    await expect(connection.acceptCode(code, REDIRECT, verifier)).rejects.toMatchObject({ code: "REAUTHORISE" });
    expect(oauth.refused).toEqual(["invalid_grant"]);
  });

  it("is asked once for new tokens by fifty requests that find theirs at the end", async () => {
    await authorise();
    const before = await tokens();
    nowOffset = 0.9 * HOUR_MS;
    const runs = await Promise.all(Array.from({ length: 50 }, search));
    expect(runs.every(({ ok }) => ok)).toBe(true);
    expect(oauth.granted).toEqual(["authorization_code", "refresh_token"]);
    expect(oauth.refused).toEqual([]);
    const after = await tokens();
    expect(after.access).not.toBe(before.access);
    expect(after.refresh).not.toBe(before.refresh);
  });

  it("is asked once when fifty requests are refused at the same time, and each is repeated", async () => {
    await authorise();
    await oauth.revokeAccessToken((await tokens()).access);
    const runs = await Promise.all(Array.from({ length: 50 }, search));
    expect(runs.every(({ ok }) => ok)).toBe(true);
    expect(oauth.granted).toEqual(["authorization_code", "refresh_token"]);
    expect(oauth.refused).toEqual([]);
  });

  it("rotates its refresh tokens, and renewing goes on and on", async () => {
    await authorise();
    const seen = new Set<string>();
    for (let round = 1; round <= 5; round++) {
      nowOffset += HOUR_MS;
      expect((await search()).ok).toBe(true);
      seen.add((await tokens()).refresh);
    }
    expect(seen.size).toBe(5);
    expect(oauth.refused).toEqual([]);
  });

  it("that revoked the grant makes the run unauthorised, without a loop and without showing a secret", async () => {
    await authorise();
    const { access, refresh } = await tokens();
    await oauth.revokeAccessToken(access);
    await oauth.revokeRefreshToken(refresh);
    const run = await search();
    expect(run).toMatchObject({ ok: false, outcome: { kind: "unauthorised" } });
    expect(oauth.refused).toEqual(["invalid_grant"]);
    const shown = JSON.stringify(run);
    for (const secret of ["the-client-s3cret", access, refresh]) expect(shown).not.toContain(secret);
    await authorise();
    expect((await search()).ok).toBe(true);
  });
});
