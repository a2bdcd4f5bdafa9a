import {
  type GoTemplate,
  GoTemplateError,
  percentEscape,
  type TemplateSink,
  type ValueInfo,
} from "../gotemplate/index.ts";

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
interface PlaceWriter {
  text(literal: string): void;
  value(value: string, info: ValueInfo): void;
  /** Whether a scenario parameter here is expanded in place rather than written as one value. */
  expands(): boolean;
  finish(): string;
}

const MAX_FRAGMENT_DEPTH = 8;

function run(template: GoTemplate, scope: RenderScope, writer: PlaceWriter): string {
  let depth = 0;
  const missing = (name: string): string => {
    scope.warn(`variable "${name}" is not set; it was taken as empty`);
    return "";
  };
  const sink: TemplateSink = {
    text: (literal) => writer.text(literal),
    value(printed, info) {
      if (info.function === "raw") return writer.text(printed);
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
function nameOf(info: ValueInfo): string {
  const names = info.fields.map((name) => `{{.${name}}}`);
  return names.length > 0 ? names.join(", ") : "the value";
}

/** Renders text in which nothing needs escaping: a default text, a plain body. */
export function renderText(template: GoTemplate, scope: RenderScope): string {
  let out = "";
  const add = (text: string) => {
    out += text;
  };
  return run(template, scope, { text: add, value: add, expands: () => true, finish: () => out });
}

/**
 * Renders an address. What the author wrote and what an administrator typed stays; every other value is percent-encoded (RFC 3986)
 * unless it came out of `UrlEncode`. Throws a {@link Refusal} when another value would stand in the scheme, host or port,
 * or would change the path's depth.
 */
export function renderUrl(template: GoTemplate, scope: RenderScope): string {
  let out = "";
  let foreign: string | undefined;
  const url = run(template, scope, {
    text(literal) {
      out += literal;
    },
    value(value, info) {
      if (value === "") return;
      if (info.fields.length > 0 && info.fields.every((name) => scope.trusted.has(name))) {
        out += value;
        return;
      }
      if (!/^\s*[a-z][a-z0-9+.-]*:\/\/[^/?#\\]*[/?#]/i.test(out)) foreign ??= nameOf(info);
      out += info.function === "UrlEncode" ? value : percentEscape(value);
    },
    expands: () => true,
    finish: () => out.trim(),
  });
  if (foreign !== undefined && url !== "") {
    throw new Refusal(
      `the address would get its host from ${foreign}, which a caller can control; a value may stand only behind the host`,
    );
  }
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "").replace(/[?#].*$/s, "");
  if (path.split("/").some((part) => /^(\.|%2e){1,2}$/i.test(part))) {
    throw new Refusal('the address has a path segment "." or "..", which would lead elsewhere');
  }
  return url;
}

/** Renders a header's value. Throws a {@link Refusal} when it has a line break or NUL. */
export function renderHeader(template: GoTemplate, scope: RenderScope, name: string): string {
  const value = renderText(template, scope).trim();
  if (/[\r\n\0]/.test(value))
    throw new Refusal(`header ${name} would hold a line break or NUL, which could add headers of its own`);
  if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) {
    throw new Refusal(`header ${name} would hold a character that headers cannot carry; encode it with UrlEncode`);
  }
  return value;
}

/** Renders a body of `application/x-www-form-urlencoded`: values are percent-encoded. */
export function renderFormBody(template: GoTemplate, scope: RenderScope): string {
  let out = "";
  return run(template, scope, {
    text(literal) {
      out += literal;
    },
    value(value, info) {
      out += info.function === "UrlEncode" ? value : percentEscape(value);
    },
    expands: () => true,
    finish: () => out,
  });
}

/** Like {@link renderUrl}, with a refusal or a failing template as a sentence in place of an exception. */
export function renderAddress(
  template: GoTemplate,
  scope: RenderScope,
): { readonly url: string } | { readonly reason: string } {
  try {
    return { url: renderUrl(template, scope) };
  } catch (error) {
    if (error instanceof Refusal || error instanceof GoTemplateError) return { reason: error.message };
    throw error;
  }
}

const XML_ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Renders an XML body: values are escaped for text and attributes; characters that XML 1.0 forbids are dropped. */
export function renderXmlBody(template: GoTemplate, scope: RenderScope): string {
  let out = "";
  return run(template, scope, {
    text(literal) {
      out += literal;
    },
    value(value) {
      out += value
        .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "")
        .replace(/[&<>"']/g, (character) => XML_ESCAPES[character] as string);
    },
    expands: () => true,
    finish: () => out,
  });
}

const JSON_ATOM = /^\s*(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)\s*$/;

/**
 * Renders a JSON body. Inside a string literal values are escaped as JSON (RFC 8259); outside one a value must itself be a number,
 * `true`, `false` or `null`. Throws a {@link Refusal} naming the variable when it is not, and when the whole is not JSON.
 */
export function renderJsonBody(template: GoTemplate, scope: RenderScope): string {
  let out = "";
  let inString = false;
  let escaped = false;
  const body = run(template, scope, {
    text(literal) {
      for (let at = 0; at < literal.length; at++) {
        const code = literal.charCodeAt(at);
        if (escaped) escaped = false;
        else if (inString && code === 92) escaped = true;
        else if (code === 34) inString = !inString;
      }
      out += literal;
    },
    value(value, info) {
      if (inString) {
        out += JSON.stringify(value).slice(1, -1);
        escaped = false;
        return;
      }
      if (!JSON_ATOM.test(value)) {
        const found = value === "" ? "it is empty" : "it is text";
        throw new Refusal(
          `${nameOf(info)} stands outside a JSON string, where only a number, true, false or null may stand, and ${found}; put it in quotes`,
        );
      }
      out += value;
    },
    expands: () => !inString,
    finish: () => out,
  });
  try {
    JSON.parse(body);
  } catch (error) {
    throw new Refusal(`the body is not JSON: ${(error as Error).message}`);
  }
  return body;
}
