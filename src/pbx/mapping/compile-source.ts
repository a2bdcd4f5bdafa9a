import { createHash } from "node:crypto";
import { compilePath, validatePath } from "../../gjson/index.ts";
import { type GoTemplate, GoTemplateError, parseTemplate, type TemplateFunctions } from "../../gotemplate/index.ts";
import { isZone } from "./local-time.ts";
import type { Source, SourceDefinition } from "./mapping-schema.ts";
import { toNameText, toNumberText } from "./number-shapes.ts";
import { toPattern } from "./read-time.ts";
import type { Scope } from "./template-functions.ts";

/** What a mapping's template may cost; one event needs little. */
const LIMITS = { steps: 20_000, outputChars: 8192, includeDepth: 20, nesting: 50 };

/** What an item is to templates, and as JSON text. */
export interface Subject extends Scope {
  readonly data: unknown;
}

/** A source with everything parsed. `text` throws an Error that says what is wrong. */
export interface CompiledSource {
  /** Trimmed; empty when there is nothing. */
  text(subject: Subject): string;
  /** What the mapping says about how it is read. */
  readonly settings: Pick<SourceDefinition, "as" | "format" | "zone">;
}

/** Takes note of a mistake in the mapping, at a path below the source's own. */
export type Complain = (path: string, message: string, help?: string) => void;

/** Parses a source. Mistakes are told to `complain`; the source then gives nothing. */
export function compileSource(source: Source, functions: TemplateFunctions, complain: Complain): CompiledSource {
  if (typeof source === "string") return { settings: {}, text: compileText(source, functions, complain) };
  const { as, format, zone } = source;
  const find = compileFinder(source, functions, complain);
  checkTime(source, complain);
  const table = source.table && toTable(source.table);
  const word: Finder = table ? (subject) => translate(find(subject), table) : find;
  return { settings: { as, format, zone }, text: as ? (subject) => reshape(word(subject), as, subject) : word };
}

type Finder = (subject: Subject) => string;

/** A text is a Go template when it holds `{{`, else a GJSON path. */
export function compileText(text: string, functions: TemplateFunctions, complain: Complain): Finder {
  return text.includes("{{")
    ? compileTemplate(text, functions, complain)
    : compileGjson(text, (one) => one.item, complain);
}

function compileFinder(source: SourceDefinition, functions: TemplateFunctions, complain: Complain): Finder {
  const below =
    (name: string): Complain =>
    (path, message, help) =>
      complain(path ? `${name}.${path}` : name, message, help);
  const all = (name: "first" | "hash") =>
    (source[name] ?? []).map((one, index) => compileSource(one, functions, below(`${name}[${index}]`)));
  if (source.path !== undefined) return compileGjson(source.path, (one) => one.item, below("path"));
  if (source.body !== undefined) return compileGjson(source.body, (one) => one.whole, below("body"));
  if (source.template !== undefined) return compileTemplate(source.template, functions, below("template"));
  if (source.value !== undefined) return () => source.value as string;
  if (source.first !== undefined) {
    const choices = all("first");
    return (subject) => {
      for (const choice of choices) {
        const found = choice.text(subject);
        if (found !== "") return found;
      }
      return "";
    };
  }
  const parts = all("hash");
  return (subject) => {
    const texts = parts.map((part) => part.text(subject));
    return texts.every((text) => text === "") ? "" : toDigest(texts);
  };
}

// A number, name or extension is cut out at once, so that a list of choices goes on when one of them holds none.
function reshape(text: string, as: SourceDefinition["as"], { isExtension }: Subject): string {
  if (as === "name") return toNameText(text);
  if (as !== "number" && as !== "extension") return text;
  const number = toNumberText(text);
  return as === "number" || isExtension(number) ? number : "";
}

/** A short text that is the same for the same texts in the same order. */
export function toDigest(texts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(texts)).digest("base64url").slice(0, 24);
}

function compileGjson(path: string, json: (subject: Subject) => string, complain: Complain): Finder {
  const [problem] = validatePath(path);
  if (path.trim() === "") complain("", "is empty", "write a GJSON path, such as call.id, or leave the member out");
  else if (problem)
    complain("", `the path ${JSON.stringify(path)} is not right at ${problem.offset}: ${problem.message}`);
  const compiled = compilePath(path);
  return (subject) => compiled.get(json(subject)).text.trim();
}

function compileTemplate(text: string, functions: TemplateFunctions, complain: Complain): Finder {
  let template: GoTemplate;
  try {
    template = parseTemplate(text, { name: "mapping", funcs: functions, singleQuotedStrings: true, limits: LIMITS });
  } catch (error) {
    if (!(error instanceof GoTemplateError)) throw error;
    complain("", error.message);
    return () => "";
  }
  return (subject) => {
    const out = template.render(subject.data, { ints: true, missing: () => "" }).trim();
    return out === "<no value>" ? "" : out;
  };
}

function checkTime({ format, zone }: SourceDefinition, complain: Complain): void {
  if (zone !== undefined && !isZone(zone)) {
    complain(
      "zone",
      `${JSON.stringify(zone)} is not known here`,
      "give a name of the tz database such as Asia/Bangkok",
    );
  }
  if (format === undefined) return;
  try {
    toPattern(format);
  } catch (error) {
    const [message, help] = (error as Error).message.split("; ") as [string, string];
    complain("format", message, help);
  }
}

function toTable(table: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(table).map(([word, ours]) => [word.toLowerCase(), ours]));
}

function translate(word: string, table: ReadonlyMap<string, string>): string {
  return table.get(word.toLowerCase()) ?? (word === "" ? "" : (table.get("*") ?? word));
}
