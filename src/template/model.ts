import type { Span } from "../base/index.ts";

/** The scenarios that the vendor's language names. A template may hold others; they survive reading and writing and are not run. */
export const SCENARIO_IDS = [
  "AuthMethod",
  "UserAssociation",
  "SyncContactAuto",
  "SearchContact",
  "CreateNewContact",
  "CreateNewTicket",
  "CallJournal",
  "Common",
] as const;
export type ScenarioId = (typeof SCENARIO_IDS)[number];

export type AuthMethod = "none" | "basic" | "oauth2" | "bearer";

/** A text of the template with the place where it begins (the first character of the attribute's value). */
export interface Text {
  readonly value: string;
  readonly span: Span;
  /** Translates an offset in `value` to the place in the file, through references such as `&quot;`. */
  spanAt(offset: number, length?: number): Span;
}

/** `<Parameter>`: a name, a value (itself often a Go template) and a group (`Father`). */
export interface Parameter {
  readonly name: string;
  /** `undefined` when the attribute is absent; for a field of the connection form that means "ask the user". */
  readonly value: Text | undefined;
  readonly type: string | undefined;
  readonly father: string | undefined;
  readonly editor: string | undefined;
  readonly title: string | undefined;
  readonly key: string | undefined;
  readonly span: Span;
}

/** `<Output>`: a GJSON path whose result becomes a variable. An empty path means "not mapped". */
export interface Output {
  readonly name: string;
  readonly path: Text;
  readonly span: Span;
}

/** `<Request>`: one HTTP call. Its name is the contact type in contact scenarios. */
export interface Request {
  readonly name: string;
  readonly method: string;
  readonly url: Text;
  readonly responseType: string | undefined;
  /** Body, header, query and form parameters, and the `Father="Deskbell"` extensions, in file order. */
  readonly parameters: readonly Parameter[];
  readonly outputs: readonly Output[];
  /** `Outputs Next`: the request that runs for each row found. */
  readonly next: string | undefined;
  readonly span: Span;
}

export interface Scenario {
  readonly id: string;
  readonly type: string;
  readonly parameters: readonly Parameter[];
  readonly requests: readonly Request[];
  readonly span: Span;
}

/** One field of the connection form (`Father="CustomFieldList"`). Its value is the variable `key` in all scenarios. */
export interface CustomField {
  readonly key: string;
  readonly title: string;
  /** `Editor="password"`: write-only, never shown again. */
  readonly secret: boolean;
  readonly initial: string | undefined;
  readonly span: Span;
}

/** An integration template, read. Frozen all the way down. */
export interface Template {
  readonly provider: string;
  readonly name: string;
  readonly key: string;
  readonly logo: string;
  readonly remark: string;
  readonly version: string;
  readonly auth: AuthMethod;
  /** At least 1; 10 when the template does not say. */
  readonly maxConcurrentRequests: number;
  /** What the template's flags claim; `search` is always true where SyncContactAuto has a request. */
  readonly supports: {
    readonly userAssociation: boolean;
    readonly callJournal: boolean;
    readonly createContact: boolean;
    readonly createTicket: boolean;
  };
  readonly fields: readonly CustomField[];
  readonly scenarios: readonly Scenario[];
  readonly span: Span;
}
