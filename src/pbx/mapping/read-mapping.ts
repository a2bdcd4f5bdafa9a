import type { Problem } from "../../base/index.ts";
import type { TemplateFunctions } from "../../gotemplate/index.ts";
import { EVENT_WORDS } from "../phone-event-schema.ts";
import { type CompiledSource, type Complain, compileSource, type Subject } from "./compile-source.ts";
import { type Conditions, compileConditions } from "./conditions.ts";
import { belongsTo } from "./event-members.ts";
import {
  type CaseDefinition,
  EVENT_MEMBERS,
  type EventDefinition,
  type EventMember,
  type MappingDefinition,
  mappingSchema,
  type Source,
} from "./mapping-schema.ts";
import { type ExtensionTest, readExtensionPatterns } from "./number-shapes.ts";
import { MAPPING_PRESETS } from "./presets/index.ts";
import { mappingFunctions } from "./template-functions.ts";

/** One event of a case: what it tells when its conditions hold. */
interface CompiledEvent {
  readonly when: Conditions;
  readonly kind: CompiledSource;
  /** In the order in which they are worked out. `isOwn` = written for this event, not for all. */
  readonly members: readonly { readonly name: EventMember; readonly source: CompiledSource; readonly isOwn: boolean }[];
}

/** A mapping with everything parsed; made by `readMapping` alone. */
export interface Mapping {
  readonly definition: MappingDefinition;
  readonly isExtension: ExtensionTest;
  readonly cases: readonly { readonly when: Conditions; readonly events: readonly CompiledEvent[] }[];
  /** What the conditions of the cases look at, for a note when none holds. */
  readonly looksAt: readonly { readonly name: string; readonly source: CompiledSource }[];
  /** Makes what is looked at known to the functions of the templates, for as long as `run` takes. */
  look<T>(subject: Subject, run: () => T): T;
}

export type MappingReading =
  | { readonly ok: true; readonly mapping: Mapping }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** So many values are shown of a request that no case fits. */
const SHOWN_VALUES = 5;

/**
 * Reads a mapping: how one request of a PBX becomes phone events. It is a mapping as it is written, the name of a ready one (`"twilio"`),
 * or a ready one with changes (`{"like": "twilio", "extensions": ["3XX"]}`: members are added, all else replaces). All problems at once,
 * each with its path (`cases[0].events[1].at.path`). Pure; what it gives can be used for any number of requests.
 */
export function readMapping(input: unknown): MappingReading {
  const written = withPreset(input);
  if ("problems" in written) return { ok: false, problems: written.problems };
  const result = mappingSchema.safeParse(written.definition);
  if (!result.success) return { ok: false, problems: result.error.issues.flatMap(toProblems) };
  const problems: Problem[] = [];
  const mapping = compile(result.data, (path, message, help) => {
    problems.push({ path: path || "mapping", message, ...(help !== undefined && { help }) });
  });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, mapping };
}

function withPreset(input: unknown): { readonly definition: unknown } | { readonly problems: readonly Problem[] } {
  const named = typeof input === "string" ? { like: input } : input;
  if (typeof named !== "object" || named === null || !("like" in named)) return { definition: input };
  const { like, ...changes } = named as { readonly like: unknown; readonly members?: unknown };
  const preset = typeof like === "string" && Object.hasOwn(MAPPING_PRESETS, like) ? MAPPING_PRESETS[like] : undefined;
  if (!preset) {
    const message = `there is no ready mapping ${JSON.stringify(like)?.slice(0, 60)}`;
    return { problems: [{ path: "like", message, help: `ready are ${Object.keys(MAPPING_PRESETS).join(", ")}` }] };
  }
  const definition = { ...preset, ...changes };
  if (typeof changes.members !== "object") return { definition };
  return { definition: { ...definition, members: { ...preset.members, ...changes.members } } };
}

function compile(definition: MappingDefinition, complain: Complain): Mapping {
  let current: Subject | undefined;
  const functions = mappingFunctions(() => current as Subject);
  const isExtension = readExtensionPatterns(definition.extensions ?? []);
  if (!isExtension) complain("extensions", "holds something that is no pattern", "write numbers, 1000-1999, or 2XX");
  const cases = definition.cases.map((one, index) => {
    const below = under(complain, `cases[${index}]`);
    const shared = { ...definition.members, ...one.members };
    return {
      when: compileConditions(one.when, functions, under(below, "when")),
      events: one.events.map((event, at) => compileEvent(event, shared, functions, under(below, `events[${at}]`))),
    };
  });
  return {
    definition,
    isExtension: isExtension ?? (() => false),
    cases,
    looksAt: toLooksAt(definition.cases, functions),
    look: (subject, run) => {
      current = subject;
      try {
        return run();
      } finally {
        current = undefined;
      }
    },
  };
}

function compileEvent(
  event: EventDefinition,
  shared: NonNullable<CaseDefinition["members"]>,
  functions: TemplateFunctions,
  complain: Complain,
): CompiledEvent {
  const { kind, when, recording, ...own } = event;
  const literal = typeof kind === "string" && !kind.includes("{{");
  if (literal) checkKind(kind, event, complain);
  const sources: Partial<Record<EventMember, Source | undefined>> = {
    ...shared,
    ...own,
    ...(recording && { "recording.url": recording.url, "recording.file": recording.file }),
  };
  const compiled = (name: string, source: Source) => compileSource(source, functions, under(complain, name));
  return {
    when: compileConditions(when, functions, under(complain, "when")),
    kind: compiled("kind", literal ? { value: kind } : kind),
    members: EVENT_MEMBERS.flatMap((name) => {
      const source = sources[name];
      const isOwn = literal && (name in own || name.startsWith("recording"));
      return source === undefined ? [] : [{ name, source: compiled(name, source), isOwn }];
    }),
  };
}

function checkKind(kind: string, event: EventDefinition, complain: Complain): void {
  const known = EVENT_WORDS.kind.find((one) => one === kind);
  if (!known) {
    if (kind !== "ignore")
      complain("kind", `is "${kind}"`, `it is one of ${[...EVENT_WORDS.kind, "ignore"].join(", ")}`);
    return;
  }
  for (const name of EVENT_MEMBERS) {
    const top = name.split(".", 1)[0] as keyof EventDefinition;
    if (event[top] !== undefined && !belongsTo(name, known)) {
      complain(top, `means nothing in an event of kind "${known}"`, "take it out, or give the event another kind");
    }
  }
}

function toLooksAt(cases: readonly CaseDefinition[], functions: TemplateFunctions): Mapping["looksAt"] {
  const names = new Set(cases.flatMap(({ when }) => Object.keys(when ?? {})));
  return [...names].slice(0, SHOWN_VALUES).map((name) => ({ name, source: compileSource(name, functions, () => {}) }));
}

function under(complain: Complain, place: string): Complain {
  return (path, message, help) => complain(path ? `${place}.${path}` : place, message, help);
}

interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
}

function toProblems(issue: Issue): Problem[] {
  const place = issue.path.reduce<string>(
    (path, key) => (typeof key === "number" ? `${path}[${key}]` : path ? `${path}.${String(key)}` : String(key)),
    "",
  );
  if (issue.code === "unrecognized_keys") {
    const help = "see the list of members in docs/connect/generic.md";
    return (issue.keys ?? []).map((key) => ({
      path: place ? `${place}.${key}` : key,
      message: "is not known here",
      help,
    }));
  }
  const [message, ...help] = issue.message.split("; ");
  return [{ path: place || "mapping", message: message as string, ...(help.length > 0 && { help: help.join("; ") }) }];
}
