import type { Env } from "../base/index.ts";
import type { Feed } from "../live/index.ts";
import type { Engine, Log, Retention, Runtimes } from "../pipeline/index.ts";
import type { Store, Vault } from "../store/index.ts";
import type { RecordingLibrary } from "./recordings/library.ts";
import type { OidcSettings } from "./session/oidc.ts";

/** What is set up, in the form of the configuration file: each part as it stands there, without secrets. */
export interface SetUp {
  readonly connections: readonly object[];
  readonly templates: readonly { readonly key: string; readonly file: string }[];
  readonly phonebooks: readonly object[];
  readonly integrations: readonly object[];
  readonly tokens: readonly object[];
  /** Periods that people have set. */
  readonly retention?: Retention;
}

/** How people sign in. */
export interface SignInSettings {
  /** Whether by a password of ours. */
  readonly passwords: boolean;
  /** A session ends when it was not used for so long (ms). */
  readonly idleMs: number;
  /** And at the latest so long after it began (ms). */
  readonly sessionMs: number;
  /** By a provider of theirs, with OpenID Connect. */
  readonly oidc?: OidcSettings;
}

/** What the routes work with; the composition root supplies it. */
export interface ApiContext {
  readonly store: Store;
  readonly engine: Engine;
  readonly runtimes: Runtimes;
  readonly vault: Vault;
  readonly feed: Feed;
  readonly env: Env;
  readonly log: Log;
  readonly recordings: RecordingLibrary;
  /** Under which browsers reach us, without a slash at the end; known once we listen. */
  readonly publicUrl: () => string;
  readonly signIn: SignInSettings;
  /** Addresses of proxies that are believed when they say whom they ask for. */
  readonly trustedProxies: readonly string[];
  /** Origins whose pages may show the agent desk in a frame. */
  readonly frameAncestors: () => Promise<readonly string[]>;
  /** What is set up, in the form of the configuration file, without secrets. */
  readonly readSetUp: () => Promise<SetUp>;
  /** The periods that the configuration names: nobody sets those here. */
  readonly namedRetention: Retention;
  readonly version: string;
  /** Whether requests may go to this machine and the local network. */
  readonly allowPrivateTargets: boolean;
  /** Folder of the shipped templates. */
  readonly templatesFolder: string;
  /** Folder of the pages; absent = no pages are served. */
  readonly webFolder?: string;
}
