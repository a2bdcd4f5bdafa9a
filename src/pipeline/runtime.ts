import { DeskbellError, type Secret } from "../base/index.ts";
import type { Call, Extension, ExtensionNumber, Recording, UserAssociation } from "../domain/index.ts";
import type { HelpdeskConnection, UploadFile } from "../request/index.ts";
import type { CompiledTemplate } from "../scenario/index.ts";
import type { StoredIntegration } from "../store/index.ts";
import type { Template } from "../template/index.ts";

/** An integration ready to run: its template compiled, its fields opened, its helpdesk connection open. */
export interface IntegrationRuntime {
  readonly integration: StoredIntegration;
  readonly template: Template;
  readonly compiled: CompiledTemplate;
  readonly fields: Readonly<Record<string, string | Secret>>;
  readonly connection: HelpdeskConnection;
  /** IANA time zone of the PBX. */
  readonly zone: string;
  /** How long after a call's end the PBX's record of it may come (ms); absent = it writes none. */
  readonly recordAfterMs?: number;
  /** Of the PBX connection. */
  readonly extensions: ReadonlyMap<ExtensionNumber, Extension>;
  /** Only users whom the helpdesk still lists: another would make it refuse the whole request. */
  readonly associations: ReadonlyMap<ExtensionNumber, UserAssociation>;
  /** Ids of users that were joined by hand and are gone; absent = nobody is. */
  readonly vanishedUsers?: ReadonlyMap<ExtensionNumber, string>;
  /** How many requests a minute the helpdesk may get from all of us, as far as somebody said; absent = nobody did. */
  readonly requestsPerMinute?: number;
  /**
   * Our own address of a call's recording: the same each time; empty when it was revoked, `undefined` where the PBX's own is to be told.
   * `dry`: it is only shown.
   */
  readonly recordingUrl?: (call: Call, dry: boolean) => Promise<string | undefined>;
  /** The audio itself; absent = there is none to be had. */
  readonly audio?: {
    /** Whether what the PBX tells of a recording is enough to fetch it. */
    canFetch(recording: Recording): boolean;
    /** Waits for the PBX for some seconds. Never throws for what the PBX did. */
    get(call: Call): Promise<AudioAnswer>;
  };
}

/** What came of asking for audio. `later`: the PBX is at work on it or away. `gone`: nobody has it any more. `withdrawn`: nobody is to hear it. */
export type AudioAnswer =
  | { readonly state: "ready"; readonly file: UploadFile }
  | { readonly state: "later" | "gone" | "none" | "withdrawn" };

/** Makes and keeps the runtimes; the composition root implements it. */
export interface Runtimes {
  /** `undefined` when there is no such integration, or it is disconnected. Throws when its template or secrets cannot be read. */
  get(integrationId: string): Promise<IntegrationRuntime | undefined>;
  /** The same with another revision of its template, if there is one of that number. */
  getRevision(integrationId: string, revision: number): Promise<IntegrationRuntime | undefined>;
  /** The enabled integrations of one PBX connection. */
  ofConnection(connectionId: string): Promise<readonly IntegrationRuntime[]>;
  /** Its set-up changed: build it anew at the next use. */
  forget(integrationId: string): void;
  /** The same for all integrations. */
  forgetAll(): void;
  close(): Promise<void>;
}

/** The runtime of an integration that a person means. Throws `NOT_FOUND`. */
export async function getRuntime(runtimes: Runtimes, integrationId: string): Promise<IntegrationRuntime> {
  const runtime = await runtimes.get(integrationId);
  if (runtime) return runtime;
  throw new DeskbellError("NOT_FOUND", `there is no integration "${integrationId}", or it is disconnected`);
}

/** Where the pipeline says what operators should know. Never given secrets or whole payloads. */
export interface Log {
  info(message: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(message: string, facts?: Readonly<Record<string, unknown>>): void;
  error(message: string, facts?: Readonly<Record<string, unknown>>): void;
}
