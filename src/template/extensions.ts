import { foldName } from "./auth-method.ts";
import {
  parseCount,
  parseHeaderName,
  parseOneOf,
  parseSpellings,
  parseStatuses,
  parseSuccessRule,
  parseText,
  parseTexts,
  type ValueReading,
} from "./extension-values.ts";
import type { Parameter, ScenarioId } from "./model.ts";

/** The group (`Father`) in which all words of Deskbell's own stand. */
export const EXTENSION_GROUP = "Deskbell";

/** Where an extension may stand: on a request, on a request of one scenario, or on a scenario. */
export type ExtensionPlace = { readonly on: "request"; readonly only?: ScenarioId } | { readonly on: ScenarioId };

/** One word that the vendor's language does not have. The linter and the reference page are made from this table. */
export interface Extension {
  readonly name: string;
  readonly place: ExtensionPlace;
  /** What may stand in `Value`. */
  readonly syntax: string;
  /** What holds without it. */
  readonly fallback: string;
  readonly doc: string;
  /** The value as it is used, or what is wrong with it. */
  parse(value: string): ValueReading<unknown>;
}

const PAGING_KINDS = ["page", "offset", "cursor", "link"] as const;
const PKCE_METHODS = ["S256", "none"] as const;
const TOKEN_AUTH = ["body", "basic", "query", "none"] as const;
const TOKEN_FORMATS = ["form", "json"] as const;
const TOKEN_METHODS = ["POST", "GET"] as const;
const MAX_PAGE_SIZE = 10_000;

const request = { on: "request" } as const;
const users = { on: "request", only: "UserAssociation" } as const;
const auth = { on: "AuthMethod" } as const;

export const EXTENSIONS = [
  {
    name: "SuccessRule",
    place: request,
    syntax: "a GJSON path, path==value or path!=value",
    fallback: "the HTTP status alone decides",
    doc: "A request with a 2xx status has succeeded only if the path finds something other than false, null and the empty text in the answer, or compares as the rule says.",
    parse: parseSuccessRule,
  },
  {
    name: "SuccessStatus",
    place: request,
    syntax: "HTTP statuses: 200, 2xx, 200-204, separated by commas",
    fallback: "2xx",
    doc: "The statuses with which the request has succeeded.",
    parse: parseStatuses,
  },
  {
    name: "NotFoundStatus",
    place: request,
    syntax: "HTTP statuses, as for SuccessStatus",
    fallback: "204, 404",
    doc: "The statuses with which a search says that nobody was found.",
    parse: parseStatuses,
  },
  {
    name: "RefusalPattern",
    place: request,
    syntax: "a GJSON path",
    fallback: "none",
    doc: "An answer in which the path finds something other than false, null, the empty text and an empty list is a refusal, whatever its status; what was found is the reason.",
    parse: parseText,
  },
  {
    name: "RefusalText",
    place: request,
    syntax: "texts, separated by |",
    fallback: "none",
    doc: "An answer that holds one of the texts, in any case, is a refusal, whatever its status.",
    parse: parseTexts,
  },
  {
    name: "IdempotencyHeader",
    place: request,
    syntax: "the name of a header, or empty for none",
    fallback: "Idempotency-Key",
    doc: "The header in which a POST or PATCH carries a key that stays the same when it is repeated. A template that names it says that the helpdesk heeds it: the same key never makes a second ticket, so an attempt whose answer was lost is repeated without a person.",
    parse: parseHeaderName,
  },
  {
    name: "FindsEarlier",
    place: request,
    syntax: "the name of a request of the same scenario, or its scenario's id",
    fallback: "none",
    doc: "This request looks whether what the named one makes is there already. It is sent only before that one is repeated after an attempt of which nobody knows whether it was carried out; if its outputs bring a row, nothing is made.",
    parse: parseText,
  },
  {
    name: "Updates",
    place: { on: "request", only: "CallJournal" },
    syntax: "the name of another request of CallJournal, or CallJournal",
    fallback: "none",
    doc: "This request revises the entry that the named one has made: it is sent when something that the entry tells has changed since, such as a recording that the PBX finished later. It may use JournalId, an output of the request that made the entry.",
    parse: parseText,
  },
  {
    name: "RecordingUpload",
    place: { on: "request", only: "CallJournal" },
    syntax: "the name of a form field",
    fallback: "none",
    doc: "This request hands the audio of the call's recording to the helpdesk: it is sent as multipart/form-data, its Form parameters first, the file last in the field of this name. It is sent once, when the journal entry and the ticket are there, so it may use JournalId and TicketId.",
    parse: parseText,
  },
  {
    name: "PagingKind",
    place: users,
    syntax: PAGING_KINDS.join(", "),
    fallback: "one page",
    doc: "How further pages of users are asked for: by page number, by offset, by a cursor from the answer, or by the address in the Link header (or under PagingCursorPath).",
    parse: (value: string) => parseOneOf(value, PAGING_KINDS),
  },
  {
    name: "PagingParameter",
    place: users,
    syntax: "the name of a query parameter",
    fallback: "page, offset or cursor, as PagingKind says",
    doc: "The query parameter that carries the page number, the offset or the cursor.",
    parse: parseText,
  },
  {
    name: "PagingStart",
    place: users,
    syntax: "a whole number from 0 on",
    fallback: "1 for page, 0 for offset",
    doc: "The page number or offset of the first page.",
    parse: (value: string) => parseCount(value, 0, 1_000_000),
  },
  {
    name: "PagingSize",
    place: users,
    syntax: `a whole number from 1 to ${MAX_PAGE_SIZE}`,
    fallback: "not known; paging ends at an empty page or one that brings no new user",
    doc: "How many users a full page has. A shorter page is the last one; an offset grows by it.",
    parse: (value: string) => parseCount(value, 1, MAX_PAGE_SIZE),
  },
  {
    name: "PagingSizeParameter",
    place: users,
    syntax: "the name of a query parameter",
    fallback: "none",
    doc: "The query parameter in which PagingSize is sent.",
    parse: parseText,
  },
  {
    name: "PagingCursorPath",
    place: users,
    syntax: "a GJSON path",
    fallback: "none",
    doc: "Where the answer holds the cursor of the next page or, with PagingKind link, its address. Paging ends when nothing is there.",
    parse: parseText,
  },
  {
    name: "SearchSpellings",
    place: { on: "SyncContactAuto" },
    syntax: "some of e164, digits, national, received, separated by commas",
    fallback: "e164, digits, national, received",
    doc: "The ways in which a number is written for a look-up, in the order in which they are tried.",
    parse: parseSpellings,
  },
  {
    name: "RateLimitPerMinute",
    place: auth,
    syntax: "a whole number from 1 to 100000",
    fallback: "no limit of ours",
    doc: "How many requests a minute the helpdesk takes.",
    parse: (value: string) => parseCount(value, 1, 100_000),
  },
  {
    name: "PKCE",
    place: auth,
    syntax: PKCE_METHODS.join(" or "),
    fallback: "S256",
    doc: "Whether the authorisation code is protected by a proof key (RFC 7636). A server that does not know it takes no notice of it.",
    parse: (value: string) => parseOneOf(value, PKCE_METHODS),
  },
  {
    name: "TokenAuth",
    place: auth,
    syntax: TOKEN_AUTH.join(", "),
    fallback: "body",
    doc: "Where the token server wants client_id and client_secret: in the body, as Basic header, in the query, or nowhere.",
    parse: (value: string) => parseOneOf(value, TOKEN_AUTH),
  },
  {
    name: "TokenFormat",
    place: auth,
    syntax: TOKEN_FORMATS.join(" or "),
    fallback: "form",
    doc: "How the body for the token server is written.",
    parse: (value: string) => parseOneOf(value, TOKEN_FORMATS),
  },
  {
    name: "TokenMethod",
    place: auth,
    syntax: TOKEN_METHODS.join(" or "),
    fallback: "POST",
    doc: "The HTTP method with which a token is fetched.",
    parse: (value: string) => parseOneOf(value, TOKEN_METHODS),
  },
  {
    name: "TokenParameters",
    place: auth,
    syntax: "pairs such as audience=api&grant_type=client_credentials; may hold Go templates",
    fallback: "none",
    doc: "Further parameters for the token server; they replace those of the same name.",
    parse: parseText,
  },
  {
    name: "RefreshTokenEndPoint",
    place: auth,
    syntax: "an address; may hold Go templates",
    fallback: "TokenEndPoint",
    doc: "Where an access token is renewed.",
    parse: parseText,
  },
  {
    name: "AccessTokenPath",
    place: auth,
    syntax: "a GJSON path",
    fallback: "access_token",
    doc: "Where the token server's answer holds the access token.",
    parse: parseText,
  },
  {
    name: "RefreshTokenPath",
    place: auth,
    syntax: "a GJSON path",
    fallback: "refresh_token",
    doc: "Where the token server's answer holds the refresh token.",
    parse: parseText,
  },
  {
    name: "ExpiresInPath",
    place: auth,
    syntax: "a GJSON path",
    fallback: "expires_in",
    doc: "Where the token server's answer holds the life of the access token in seconds.",
    parse: parseText,
  },
] as const satisfies readonly Extension[];

export type ExtensionName = (typeof EXTENSIONS)[number]["name"];

/** The extension of that name, whatever its case. */
export function findExtension(name: string): Extension | undefined {
  const folded = foldName(name);
  return EXTENSIONS.find((extension) => foldName(extension.name) === folded);
}

export function isExtension(parameter: Parameter): boolean {
  return parameter.father !== undefined && foldName(parameter.father) === foldName(EXTENSION_GROUP);
}

type ParsedValue<N extends ExtensionName> = Extract<(typeof EXTENSIONS)[number], { name: N }>["parse"] extends (
  value: string,
) => ValueReading<infer T>
  ? T
  : never;

/** The value of an extension among the parameters of a scenario or request; `undefined` when it is absent or not understood. */
export function readExtension<N extends ExtensionName>(
  parameters: readonly Parameter[],
  name: N,
): ParsedValue<N> | undefined {
  const parameter = findExtensionParameter(parameters, name);
  const reading = parameter && findExtension(name)?.parse(parameter.value?.value ?? "");
  return reading && "value" in reading ? (reading.value as ParsedValue<N>) : undefined;
}

/** The parameter that holds an extension, for those whose value is a Go template. */
export function findExtensionParameter(parameters: readonly Parameter[], name: ExtensionName): Parameter | undefined {
  return parameters.findLast((parameter) => isExtension(parameter) && foldName(parameter.name) === foldName(name));
}
