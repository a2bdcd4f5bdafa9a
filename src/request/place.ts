import type { GoTemplate, TemplateSink, ValueInfo } from "../gotemplate/index.ts";

/** What a template of a request may use. */
export interface RenderScope {
  readonly variables: Readonly<Record<string, string>>;
  /** Variables that an administrator typed into the connection form: in an address they stay as they are. */
  readonly trusted: ReadonlySet<string>;
  /** Scenario parameters, which are Go templates themselves. Outside a JSON string they are expanded in place, value by value. */
  readonly fragments: ReadonlyMap<string, GoTemplate>;
  /** Hears of each name that is not set, once. */
  readonly warn: (message: string) => void;
}

/** A request that must not be sent as it came out; `reason` names the variable and the place. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** Where text lands: decides how a value must be written so that it stays a value. */
export interface PlaceWriter {
  /** The author's own text. */
  text(literal: string): void;
  value(value: string, info: ValueInfo): void;
  /** A value whose author switched escaping off (`{{raw .x}}`). */
  raw(value: string, info: ValueInfo): void;
  /** Whether a scenario parameter here is expanded in place rather than written as one value. */
  expands(): boolean;
  finish(): string;
}

const MAX_FRAGMENT_DEPTH = 8;

/** Renders a template into a place: the author's text, values and `raw` values reach the writer apart and in order. */
export function renderInPlace(template: GoTemplate, scope: RenderScope, writer: PlaceWriter): string {
  let depth = 0;
  const missing = (name: string): string => {
    scope.warn(`variable "${name}" is not set; it was taken as empty`);
    return "";
  };
  const sink: TemplateSink = {
    text: (literal) => writer.text(literal),
    value(printed, info) {
      if (info.function === "raw") return writer.raw(printed, info);
      const fragment = info.field === undefined ? undefined : scope.fragments.get(info.field);
      if (!fragment || !writer.expands() || depth >= MAX_FRAGMENT_DEPTH) return writer.value(printed, info);
      depth++;
      fragment.renderTo(scope.variables, sink, { missing });
      depth--;
    },
  };
  template.renderTo(scope.variables, sink, { missing });
  return writer.finish();
}

/** The name by which messages speak of a value. */
export function nameOf(info: ValueInfo): string {
  const names = info.fields.map((name) => `{{.${name}}}`);
  return names.length > 0 ? names.join(", ") : `the value at line ${info.line}, column ${info.column}`;
}

/** Renders text in which nothing needs escaping: a default text, a plain body. */
export function renderText(template: GoTemplate, scope: RenderScope): string {
  let out = "";
  const add = (text: string) => {
    out += text;
  };
  return renderInPlace(template, scope, { text: add, value: add, raw: add, expands: () => true, finish: () => out });
}

/** Renders a header's value. Throws a {@link Refusal} when it has a line break or NUL, or cannot stand in a header. */
export function renderHeader(template: GoTemplate, scope: RenderScope, name: string): string {
  const value = renderText(template, scope).trim();
  if (/[\r\n\0]/.test(value))
    throw new Refusal(`header ${name} would hold a line break or NUL, which could add headers of its own`);
  if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) {
    throw new Refusal(`header ${name} would hold a character that headers cannot carry; encode it with UrlEncode`);
  }
  return value;
}
