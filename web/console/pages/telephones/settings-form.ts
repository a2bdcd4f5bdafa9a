/** A JSON Schema of settings, as far as forms are made of it. */
export interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly format?: string;
  readonly default?: unknown;
  readonly description?: string;
}

type FieldKind = "text" | "secret" | "number" | "switch" | "list" | "secrets" | "mapping";

/** One field of the form; `path` is where its value stands in the settings. */
export interface Field {
  readonly path: string;
  readonly kind: FieldKind;
  readonly required: boolean;
  readonly initial: unknown;
  readonly description: string | undefined;
}

/** What is typed, by path; lists are one entry a line. */
export type Typed = Readonly<Record<string, string | boolean>>;

/** The fields of a schema, those of groups after one another. */
export function toFields(schema: Schema, at = "", wanted = true): readonly Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const path = at ? `${at}.${name}` : name;
    const required = wanted && (schema.required ?? []).includes(name);
    if (member.properties && !member.anyOf) return toFields(member, path, required);
    return [{ path, kind: toKind(member), required, initial: member.default, description: member.description }];
  });
}

function toKind({ type, format, anyOf, items }: Schema): FieldKind {
  if (anyOf) return "mapping";
  if (type === "array") return items?.format === "password" ? "secrets" : "list";
  if (type === "boolean") return "switch";
  if (type === "integer" || type === "number") return "number";
  return format === "password" ? "secret" : "text";
}

/** What stands in the form at first: the settings that are stored, else the defaults. */
export function toTyped(fields: readonly Field[], settings: Readonly<Record<string, unknown>>): Typed {
  return Object.fromEntries(
    fields.map(({ path, kind, initial }) => {
      const value = kind.startsWith("secret") ? "" : (readAt(settings, path) ?? initial ?? "");
      if (kind === "switch") return [path, value === true];
      if (Array.isArray(value)) return [path, value.join("\n")];
      return [path, typeof value === "object" ? JSON.stringify(value, null, 2) : String(value)];
    }),
  );
}

/**
 * The settings that are typed. What is empty is left out, so that it takes its default and a secret keeps its value. A group whose secret is
 * not typed is left out whole: it stays as it is stored.
 */
export function toSettings(fields: readonly Field[], typed: Typed): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const { path, kind } of fields) {
    const value = readTyped(kind, typed[path] ?? "");
    const [group = "", member] = path.split(".");
    if (value === undefined) continue;
    if (member === undefined) settings[group] = value;
    else if (fields.every((one) => !one.path.startsWith(`${group}.`) || one.kind !== "secret" || typed[one.path]))
      settings[group] = { ...(settings[group] as object | undefined), [member]: value };
  }
  return settings;
}

function readTyped(kind: FieldKind, typed: string | boolean): unknown {
  if (typeof typed === "boolean") return typed;
  const text = typed.trim();
  if (text === "") return undefined;
  if (kind === "number") return Number(text);
  if (kind === "list") return text.split(/\r?\n/).flatMap((line) => line.trim() || []);
  if (kind === "secrets") return text.split(/\s+/);
  if (kind !== "mapping" || !text.startsWith("{")) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The server says what is wrong with it.
    return text;
  }
}

function readAt(settings: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, name) => (value as Readonly<Record<string, unknown>> | undefined)?.[name], settings);
}
