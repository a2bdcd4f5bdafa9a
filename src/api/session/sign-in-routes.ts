import { z } from "zod";
import { DeskbellError, Secret } from "../../base/index.ts";
import {
  addAuditEntry,
  findPerson,
  findPersonByLogin,
  hasOwner,
  type Operation,
  type Person,
  savePerson,
  setPassword,
  takeLink,
} from "../../store/index.ts";
import type { Api } from "../app.ts";
import type { ApiContext } from "../context.ts";
import { errorSchema } from "../contract.ts";
import { hashToken } from "../credentials.ts";
import { assertOwnOrigin } from "../own-origin.ts";
import { beginTry, endTry, failTry } from "../people/lock-out.ts";
import { checkPassword, hashPassword } from "../people/passwords.ts";
import { loginSchema, passwordSchema, personSchema, toShownPerson } from "../people/schema.ts";
import { openSession } from "../sessions.ts";

const tags = ["session"];
const embedded = z
  .boolean()
  .default(false)
  .describe("The page stands in a frame of another site, one of those that are allowed to embed the agent desk.");

/** Signing in by password, or by a link that is good once. */
export function addSignInRoutes(api: Api, context: ApiContext): void {
  const { store, env, signIn } = context;

  api.get(
    "/api/v1/sign-in",
    {
      config: { open: "whoever wants to sign in must know how" },
      schema: {
        operationId: "getSignInWays",
        summary: "How one signs in here",
        tags,
        security: [],
        response: {
          200: z.object({
            passwords: z.boolean(),
            singleSignOn: z.boolean().describe("GET /api/v1/session/oidc/start leads a browser to the provider."),
            setUp: z
              .boolean()
              .describe("There is no owner yet; the set-up link that the server printed makes the owner."),
          }),
        },
      },
    },
    async () => ({
      passwords: signIn.passwords,
      singleSignOn: signIn.oidc !== undefined,
      setUp: !(await store.read(hasOwner)),
    }),
  );

  api.post(
    "/api/v1/sign-in",
    {
      config: { open: "the password or link proves who it is" },
      schema: {
        operationId: "signIn",
        summary: "Sign a browser in by password, or by a one-time link",
        description:
          "Gives a session cookie. After five failures each further try has to wait twice as long as the one before, for the account and for the address.",
        tags,
        security: [],
        body: z.union([
          z.strictObject({ login: loginSchema, password: passwordSchema, embedded }),
          z.strictObject({ link: z.string().min(1).max(500).describe("What stands behind # in the link."), embedded }),
        ]),
        response: { 200: personSchema, 401: errorSchema, 409: errorSchema, 429: errorSchema },
      },
    },
    async (request, reply) => {
      assertOwnOrigin(request, context.publicUrl());
      const { body, ip } = request;
      const person =
        "link" in body
          ? await takeSignInLink(body.link)
          : await provePassword(body.login, new Secret(body.password), ip);
      const frame = body.embedded && (await context.frameAncestors()).length > 0;
      await openSession(request, reply, { personId: person.id }, context, {
        embedded: frame,
        within: () => noteSignIn(person, ip, env.now()),
      });
      return toShownPerson(person);
    },
  );

  async function provePassword(login: string, password: Secret, address: string): Promise<Person> {
    if (!signIn.passwords) {
      throw new DeskbellError("CONFLICT", "passwords are switched off here; sign in by the sign-in provider");
    }
    await store.write(() => beginTry(login, address, env.now()));
    const found = await store.read(() => findPersonByLogin(login));
    const { good, outdated } = await checkPassword(password, found?.password);
    if (!found || !good || found.person.disabled) {
      await store.write(function* () {
        yield* failTry(login, address, env.now());
        yield* noteFailure(found?.person, address, env.now());
      });
      throw new DeskbellError("AUTH_FAILED", "no such log-in with that password");
    }
    const { person } = found;
    const fresh = outdated ? await hashPassword(password) : undefined;
    await store.write(function* () {
      yield* endTry(login, address);
      if (fresh !== undefined) yield* setPassword(person.id, fresh);
    });
    return person;
  }

  async function takeSignInLink(token: string): Promise<Person> {
    const person = await store.write(function* () {
      const link = yield* takeLink(hashToken(token), env.now());
      return link?.kind === "sign-in" ? yield* findPerson(link.personId ?? "") : undefined;
    });
    if (person && !person.disabled) return person;
    throw new DeskbellError("AUTH_FAILED", "this link is not known, was used already, or is too old; ask for another");
  }
}

/** Writes down that a person has signed in, within the transaction that opens their session. */
export function* noteSignIn(person: Person, address: string, now: number): Operation<void> {
  const found = yield* findPerson(person.id);
  if (found) yield* savePerson({ ...found, signedInAt: now });
  const who = { kind: "person", id: person.id, name: person.name, address } as const;
  yield* addAuditEntry({ who, action: "signIn", subject: `person ${person.login}` }, now);
}

// Of an account that does not exist nothing is repeated: people type their password there.
function* noteFailure(person: Person | undefined, address: string, now: number): Operation<void> {
  const who = { kind: "system", id: "", name: "", address } as const;
  const subject = person ? `person ${person.login}` : "nobody known";
  yield* addAuditEntry({ who, action: "signInFailed", subject }, now);
}
