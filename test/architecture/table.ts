/** What a folder of `src` may import, besides `base`, which is open to all. */
export interface FolderRule {
  /** Folders, or `folder/sub` where only a part is open. */
  readonly folders: readonly string[];
  /** Node's own modules: all, none, or these. */
  readonly node: "all" | readonly string[];
  readonly packages: readonly string[];
  /** Where code goes that wants more. */
  readonly advice: string;
}

const NONE: readonly string[] = [];
const LANGUAGES = ["gotemplate", "gjson", "xml", "domain"];
const STAGES = ["template", "pbx", "calls", "matching", "features", "request", "scenario", "store"];
const pure = "it stays pure: take what you need as an argument";

/** The import table of docs/architecture.md. */
export const RULES: Readonly<Record<string, FolderRule>> = {
  base: {
    folders: NONE,
    node: NONE,
    packages: NONE,
    advice: "base knows nobody; move what needs more to the folder that needs it",
  },
  gotemplate: { folders: NONE, node: NONE, packages: NONE, advice: `the language stands alone; ${pure}` },
  gjson: { folders: NONE, node: NONE, packages: NONE, advice: `the language stands alone; ${pure}` },
  xml: {
    folders: NONE,
    node: NONE,
    packages: ["saxes"],
    advice: "what knows integration templates belongs into template",
  },
  domain: { folders: NONE, node: NONE, packages: ["libphonenumber-js"], advice: `nouns only; ${pure}` },
  template: {
    folders: ["gotemplate", "gjson", "xml"],
    node: NONE,
    packages: NONE,
    advice: "running a template belongs into scenario",
  },
  pbx: {
    folders: ["domain", "gotemplate", "gjson"],
    node: "all",
    packages: ["zod", "ws"],
    advice: "what happens with events belongs into calls or pipeline",
  },
  calls: {
    folders: ["domain"],
    node: NONE,
    packages: NONE,
    advice: `folding only; ${pure}, and let pipeline join it to other stages`,
  },
  matching: {
    folders: ["domain"],
    node: NONE,
    packages: NONE,
    advice: `${pure}, and let pipeline ask the store or the helpdesk`,
  },
  features: {
    folders: ["domain", "template"],
    node: NONE,
    packages: NONE,
    advice: `deciding only; ${pure}, and let pipeline act`,
  },
  request: {
    folders: ["domain", "gotemplate"],
    node: ["net", "dns", "crypto", "zlib", "stream", "tls"],
    packages: ["undici", "ipaddr.js"],
    advice: "what knows templates belongs into scenario",
  },
  scenario: {
    folders: ["domain", "template", "gotemplate", "gjson", "request"],
    node: NONE,
    packages: NONE,
    advice: "sending belongs into request, ordering of stages into pipeline",
  },
  store: {
    folders: ["domain"],
    node: "all",
    packages: ["better-sqlite3", "pg"],
    advice: "only what is durable; decisions belong into features",
  },
  pipeline: {
    folders: [...LANGUAGES, ...STAGES],
    node: NONE,
    packages: NONE,
    advice: "it gets an Env; construct things in server",
  },
  live: {
    folders: ["domain", "store"],
    node: NONE,
    packages: NONE,
    advice: "what makes changes belongs into pipeline",
  },
  api: {
    folders: [...LANGUAGES, ...STAGES, "pipeline", "live"],
    node: "all",
    packages: ["fastify", "zod", "fastify-type-provider-zod", "@fastify/swagger", "ipaddr.js", "openid-client"],
    advice: "work belongs into pipeline, wiring into server",
  },
  server: {
    folders: [...LANGUAGES, ...STAGES, "pipeline", "live", "api"],
    node: "all",
    packages: ["zod", "yaml", "pino"],
    advice: "commands belong into cli",
  },
  cli: {
    folders: [...LANGUAGES, ...STAGES, "pipeline", "live", "api", "server"],
    node: "all",
    packages: ["commander"],
    advice: "what a server needs too belongs below cli",
  },
};
