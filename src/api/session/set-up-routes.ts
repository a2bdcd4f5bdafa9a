import { z } from "zod";
import { DeskbellError } from "../../base/index.ts";
import {
  addAuditEntry,
  dropLinks,
  endSessionsOf,
  findLink,
  findPerson,
  hasOwner,
  type Link,
  lock,
  type Operation,
  PEOPLE_LOCK,
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
import { assertLoginFree, readNewPassword } from "../people/manage.ts";
import { MIN_PASSWORD } from "../people/password-rules.ts";
import { hashPassword } from "../people/passwords.ts";
import {
  languageSchema,
  loginSchema,
  passwordSchema,
  personNameSchema,
  personSchema,
  toShownPerson,
} from "../people/schema.ts";
import { openSession } from "../sessions.ts";
import { noteSignIn } from "./sign-in-routes.ts";

const tags = ["session"];
const link = z.string().min(1).max(500).describe("What stands behind # in the link.");
const config = { open: "the link proves who it is" };

const WORTHLESS = "this link is not known, was used already, or is too old; ask for another";

/** What a link leads to that was printed at the first start, or given to a person who is to choose a password. */
export function addSetUpRoutes(api: Api, context: ApiContext): void {
  const { store, env, signIn } = context;

  api.post(
    "/api/v1/set-up/check",
    {
      config,
      schema: {
        operationId: "checkSetUpLink",
        summary: "What a one-time link is for",
        description: "It stays good.",
        tags,
        security: [],
        body: z.strictObject({ link }),
        response: {
          200: z.object({
            kind: z.enum(["set-up", "invitation", "reset"]),
            login: z.string().optional(),
            name: z.string().optional(),
            passwords: z.boolean().describe("Whether a password is to be chosen."),
            minPassword: z.int(),
          }),
          401: errorSchema,
        },
      },
    },
    async (request) => {
      const hash = hashToken(request.body.link);
      const { kind, person } = await store.read(() => findTarget(findLink(hash, env.now())));
      return {
        kind,
        ...(person && { login: person.login, name: person.name }),
        passwords: signIn.passwords,
        minPassword: MIN_PASSWORD,
      };
    },
  );

  api.post(
    "/api/v1/set-up",
    {
      config,
      schema: {
        operationId: "setUp",
        summary: "Make the owner, or choose a password, by a one-time link",
        description: "Signs the browser in. `login` and `name` are only for the set-up link, which makes the owner.",
        tags,
        security: [],
        body: z.strictObject({
          link,
          login: loginSchema.optional(),
          name: personNameSchema.optional(),
          password: passwordSchema.optional(),
          language: languageSchema.optional(),
        }),
        response: { 200: personSchema, 401: errorSchema, 409: errorSchema },
      },
    },
    async (request, reply) => {
      assertOwnOrigin(request, context.publicUrl());
      const { link, password: text, ...wish } = request.body;
      const hash = hashToken(link);
      const { kind, person: known } = await store.read(() => findTarget(findLink(hash, env.now())));
      const names = known ?? readOwner(wish);
      if (text === undefined && signIn.passwords) throw missing("password");
      const password = text === undefined ? undefined : await hashPassword(readNewPassword(text, names));
      const person = await store.write(function* () {
        // The person first, and what all links of theirs are about, so that the link is not used up by a request that is refused.
        yield* lock(PEOPLE_LOCK);
        const target = yield* findTarget(takeLink(hash, env.now()));
        if (!target.person) yield* assertLoginFree(readOwner(wish).login);
        const person: Person = target.person ?? { ...newOwner(readOwner(wish), env.now()), id: env.newId() };
        const after = { ...person, ...(wish.language !== undefined && { language: wish.language }) };
        yield* savePerson(after);
        if (password !== undefined) yield* setPassword(person.id, password);
        yield* dropLinks(target.person?.id);
        yield* endSessionsOf(person.id);
        const who = { kind: "person", id: person.id, name: person.name, address: request.ip } as const;
        const action = kind === "set-up" ? "setUp" : "choosePassword";
        yield* addAuditEntry({ who, action, subject: `person ${person.login}` }, env.now());
        return after;
      });
      await openSession(request, reply, { personId: person.id }, context, {
        within: () => noteSignIn(person, request.ip, env.now()),
      });
      return toShownPerson(person);
    },
  );
}

/** What a link is good for now. Throws `AUTH_FAILED`; `CONFLICT` for a set-up link when there is an owner already. */
function* findTarget(
  find: Operation<Link | undefined>,
): Operation<{ readonly kind: "set-up" | "invitation" | "reset"; readonly person?: Person }> {
  const found = yield* find;
  if (!found || found.kind === "sign-in") throw new DeskbellError("AUTH_FAILED", WORTHLESS);
  const { kind, personId } = found;
  if (kind === "set-up") {
    if (!(yield* hasOwner())) return { kind };
    throw new DeskbellError("CONFLICT", "somebody has set this server up already; sign in, or ask them to invite you");
  }
  const person = yield* findPerson(personId ?? "");
  if (!person || person.disabled) throw new DeskbellError("AUTH_FAILED", WORTHLESS);
  return { kind, person };
}

function readOwner({ login, name }: { login?: string | undefined; name?: string | undefined }) {
  if (login === undefined) throw missing("login");
  return { login, name: name ?? login };
}

function newOwner(names: { login: string; name: string }, now: number): Omit<Person, "id"> {
  return { ...names, roles: ["owner"], extensions: [], disabled: false, preferences: {}, createdAt: now };
}

function missing(path: string): DeskbellError {
  return new DeskbellError("INPUT_INVALID", "the body has a problem", {
    problems: [{ path, message: "is missing; it must be a text" }],
  });
}
