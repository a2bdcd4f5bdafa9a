import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type AuthorisationWish, startAuthorisation } from "./authorisation.ts";

const wish: AuthorisationWish = {
  endpoint: "https://desk.example/oauth/authorizations/new",
  clientId: "deskbell",
  redirectUri: "https://bell.example/callback",
  scope: "read write",
  extra: [["access_type", "offline"]],
  pkce: "S256",
};

describe("an authorisation", () => {
  it("sends the browser to the helpdesk with all that it needs", () => {
    const { url, state, verifier } = startAuthorisation(wish);
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
      response_type: "code",
      client_id: "deskbell",
      redirect_uri: "https://bell.example/callback",
      scope: "read write",
      access_type: "offline",
      state,
      code_challenge: createHash("sha256")
        .update(verifier?.reveal() ?? "")
        .digest("base64url"),
      code_challenge_method: "S256",
    });
  });

  it("has a state and a verifier of its own each time, long enough not to be guessed", () => {
    const [one, two] = [startAuthorisation(wish), startAuthorisation(wish)];
    expect(one.state).not.toBe(two.state);
    expect(one.verifier?.reveal()).not.toBe(two.verifier?.reveal());
    expect(one.state.length).toBeGreaterThanOrEqual(32);
    expect(one.verifier?.reveal().length).toBeGreaterThanOrEqual(43);
  });

  it("leaves PKCE out where the helpdesk does not take it", () => {
    const { url, verifier } = startAuthorisation({ ...wish, pkce: "none", scope: "" });
    expect(verifier).toBeUndefined();
    expect(new URL(url).searchParams.has("code_challenge")).toBe(false);
    expect(new URL(url).searchParams.has("scope")).toBe(false);
  });

  it("keeps what the template wrote into the address, but never its state", () => {
    const endpoint = "https://desk.example/auth?client_id=own&state=fixed&prompt=consent";
    const { url, state } = startAuthorisation({ ...wish, endpoint });
    const query = new URL(url).searchParams;
    expect([query.getAll("client_id"), query.getAll("prompt"), query.getAll("state")]).toEqual([
      ["own"],
      ["consent"],
      [state],
    ]);
  });
});
