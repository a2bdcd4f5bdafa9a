import { DeskbellError, type Diagnostic } from "../base/index.ts";
import { type GoTemplate, GoTemplateError, parseTemplate, type TemplateFunctions } from "../gotemplate/index.ts";
import type { RequestSpec, SuccessTest } from "../request/index.ts";
import {
  defaultHeaders,
  defaultQuery,
  type NamedText,
  type Request,
  type RequestExtensions,
  requestExtensions,
  requestParts,
  type Scenario,
  scenarioParameters,
  type Template,
  type Text,
} from "../template/index.ts";
import { type ColumnReader, compileColumn } from "./column.ts";
import { scenarioFunctions } from "./functions.ts";
import { toSuccessTest } from "./success-test.ts";

/** A request with everything parsed. */
export interface CompiledRequest {
  readonly request: Request;
  readonly spec: RequestSpec;
  readonly outputs: readonly { readonly name: string; readonly column: ColumnReader }[];
  readonly test: SuccessTest;
  readonly extensions: RequestExtensions;
}

/** A parameter of a scenario that becomes a variable; `template` is absent when the template gives no value. */
export interface CompiledParameter {
  readonly name: string;
  readonly template: GoTemplate | undefined;
}

/** A template whose Go templates and paths are parsed at their first use and kept. Made once per template and time zone. */
export interface CompiledTemplate {
  readonly template: Template;
  readonly zone: string;
  /** Throws `TEMPLATE_INVALID` with the place when a Go template of the request does not parse. */
  request(request: Request): CompiledRequest;
  parameters(scenario: Scenario): readonly CompiledParameter[];
  /** Parses a text of the template. */
  text(text: Text): GoTemplate;
  /** Parses a text that an administrator typed. */
  typed(text: string, name: string): GoTemplate;
}

/** A Go template of an integration template that does not parse: where in the file, and what is wrong. */
export class TemplateSyntaxError extends DeskbellError {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic, cause: unknown) {
    const place = diagnostic.span ? `line ${diagnostic.span.line}, column ${diagnostic.span.column}: ` : "";
    super("TEMPLATE_INVALID", `${place}${diagnostic.message}`, { cause });
    this.diagnostic = diagnostic;
  }
}

/** `zone` is the PBX's IANA time zone. Throws a DeskbellError when there is no such zone. */
export function compileTemplate(template: Template, { zone }: { readonly zone: string }): CompiledTemplate {
  const funcs = scenarioFunctions(zone);
  const requests = new Map<Request, CompiledRequest>();
  const parameters = new Map<Scenario, readonly CompiledParameter[]>();
  const text = (one: Text) => parseText(one, funcs);
  return {
    template,
    zone,
    text,
    request: (request) => remember(requests, request, () => compileRequest(template, request, text)),
    parameters: (scenario) =>
      remember(parameters, scenario, () =>
        scenarioParameters(scenario).map(({ name, value }) => ({
          name,
          template: value && value.value !== "" ? text(value) : undefined,
        })),
      ),
    typed: (source, name) => parseTyped(source, name, funcs),
  };
}

function remember<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  let value = known.get(key);
  if (value === undefined) {
    value = make();
    known.set(key, value);
  }
  return value;
}

function compileRequest(template: Template, request: Request, text: (one: Text) => GoTemplate): CompiledRequest {
  const parts = requestParts(request);
  const extensions = requestExtensions(request);
  const named = (pairs: readonly NamedText[]) => pairs.map(({ name, value }) => ({ name, value: text(value) }));
  const outputs = request.outputs
    .filter((output) => output.path.value.trim() !== "")
    .map((output) => ({ name: output.name, column: compileColumn(output.path.value.trim()) }));
  return {
    request,
    extensions,
    spec: {
      name: request.name,
      method: request.method,
      url: text(request.url),
      headers: named([...defaultHeaders(template), ...parts.headers]),
      query: named([...defaultQuery(template), ...parts.query]),
      form: named(parts.form),
      ...(parts.body && { body: text(parts.body) }),
      ...(extensions.recordingUpload !== undefined && { fileField: extensions.recordingUpload }),
      ...(request.responseType && { responseType: request.responseType }),
    },
    outputs,
    test: toSuccessTest(extensions, outputs.length > 0),
  };
}

function parseText(text: Text, funcs: TemplateFunctions): GoTemplate {
  try {
    return parseTemplate(text.value, { funcs, singleQuotedStrings: true });
  } catch (error) {
    if (!(error instanceof GoTemplateError)) throw error;
    const span = text.spanAt(error.offset);
    throw new TemplateSyntaxError(
      { code: "go-template-syntax", severity: "error", message: error.message, span },
      error,
    );
  }
}

function parseTyped(source: string, name: string, funcs: TemplateFunctions): GoTemplate {
  try {
    return parseTemplate(source, { name, funcs, singleQuotedStrings: true });
  } catch (error) {
    if (!(error instanceof GoTemplateError)) throw error;
    throw new TemplateSyntaxError({ code: "go-template-syntax", severity: "error", message: error.message }, error);
  }
}
