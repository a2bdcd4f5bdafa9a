import type { Diagnostic } from "../base/index.ts";
import { childElements, mendXml, readXml, type XmlDocument, type XmlElement } from "../xml/index.ts";
import { parseAuthMethod } from "./auth-method.ts";
import type { AuthMethod, CustomField, Parameter, Scenario, Template, Text } from "./model.ts";
import {
  attributeText,
  attributeValue,
  createReadContext,
  keepLast,
  placeOf,
  placeWords,
  type ReadContext,
} from "./read-context.ts";
import { readParameters, readScenario } from "./read-scenario.ts";

/** What {@link readTemplate} gives. */
export interface TemplateReading {
  /** Absent when the text is no template: XML that cannot be read, or another root element. */
  readonly template?: Template;
  /** Its text is the one that was read: the mended one where something was mended. The template's places are places in it. */
  readonly document?: XmlDocument;
  /** Those of the mender first, then sorted by place. All speak of the text as it was given. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads an integration template, tolerant as the vendor's PBX is: missing containers are empty ones, of duplicates the last
 * counts, what is unknown is kept and not run. All problems are reported at once.
 *
 * With `mend` (the default) a file that is not well-formed is mended first, one warning for each mend; without it such a file
 * gives errors and no template.
 */
export function readTemplate(text: string, options: { readonly mend?: boolean } = {}): TemplateReading {
  const mending = options.mend === false ? undefined : mendXml(text);
  const { document, diagnostics } = readXml(mending?.text ?? text);
  if (!document) return { diagnostics: mending?.diagnostics ?? diagnostics };
  const context = createReadContext();
  const template = readRoot(document.root, context);
  const found = context.diagnostics.toSorted((a, b) => (a.span?.offset ?? 0) - (b.span?.offset ?? 0));
  const inOriginal = mending ? found.map(mending.toOriginal) : found;
  return { document, diagnostics: [...(mending?.diagnostics ?? []), ...inOriginal], ...(template && { template }) };
}

function readRoot(root: XmlElement, context: ReadContext): Template | undefined {
  if (root.name !== "Information") {
    const message = `the root element is <${root.name}>; an integration template begins with <Information>`;
    context.report("template-root", "error", root.openTag, message, "check that this file is an integration template");
    return undefined;
  }
  const scenarios = readScenarios(root, context);
  const authScenario = scenarios.find((scenario) => scenario.id === "AuthMethod");
  const parameters = [...readParameters(root, "the template", context), ...(authScenario?.parameters ?? [])];
  const name = attributeValue(root, "Name") ?? "";
  return Object.freeze({
    provider: readProvider(root, context),
    name,
    key: readKey(root, name, context),
    logo: attributeValue(root, "Logo") ?? "",
    remark: attributeValue(root, "Remark") ?? "",
    version: attributeValue(root, "Version") ?? "",
    auth: readAuth(root, authScenario, context),
    maxConcurrentRequests: readConcurrency(root, context),
    supports: Object.freeze({
      userAssociation: readFlag(root, "UserAssociation", context),
      callJournal: readFlag(root, "CallJournal", context),
      createContact: readFlag(root, "CreateNewContact", context),
      createTicket: readFlag(root, "CreateNewTicket", context),
    }),
    fields: readFields(parameters, context),
    scenarios,
    span: root.openTag,
  });
}

function readScenarios(root: XmlElement, context: ReadContext): readonly Scenario[] {
  const scenarios = childElements(root, "Scenarios")
    .flatMap((group) => childElements(group, "Scenario"))
    .map((element) => readScenario(element, context))
    .filter((scenario) => scenario !== undefined);
  const kept = keepLast(
    scenarios,
    (scenario) => scenario.id,
    (earlier, last) => {
      const message = `the template has the scenario ${earlier.id} again at ${placeWords(last.span)}; this one is not used`;
      context.report("duplicate-scenario", "warning", earlier.span, message, "remove one of the two");
    },
  );
  return Object.freeze(kept);
}

function readProvider(root: XmlElement, context: ReadContext): string {
  const provider = attributeValue(root, "Provider")?.toLowerCase() ?? "";
  if (provider !== "helpdesk" && provider !== "crm") {
    const message = provider === "" ? "the template has no Provider" : `the Provider is ${provider}`;
    context.report("template-provider", "warning", placeOf(root, "Provider"), message, "write helpdesk or crm");
  }
  return provider || "helpdesk";
}

function readKey(root: XmlElement, name: string, context: ReadContext): string {
  const key = attributeValue(root, "Key");
  if (key) return key;
  const derived =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^_+|_+$/g, "") || "template";
  const message = `the template has no Key; ${derived} is used`;
  context.report("template-key", "warning", placeOf(root, "Key"), message, `write Key="${derived}"`);
  return derived;
}

const DEFAULT_CONCURRENCY = 10;

function readConcurrency(root: XmlElement, context: ReadContext): number {
  const written = attributeValue(root, "MaxConcurrentRequest");
  if (!written) return DEFAULT_CONCURRENCY;
  if (/^\d{1,6}$/.test(written) && Number(written) > 0) return Number(written);
  const used = /^0+$/.test(written) ? 1 : DEFAULT_CONCURRENCY;
  const message = `MaxConcurrentRequest is "${written}"; ${used} is used`;
  const help = "write a whole number from 1 on";
  context.report("number-invalid", "warning", placeOf(root, "MaxConcurrentRequest"), message, help);
  return used;
}

function readFlag(root: XmlElement, name: string, context: ReadContext): boolean {
  const written = attributeValue(root, name)?.toLowerCase() ?? "";
  if (["1", "true", "yes"].includes(written)) return true;
  if (!["", "0", "false", "no"].includes(written)) {
    const message = `the switch ${name} is "${written}"; it is read as off`;
    context.report("flag-invalid", "warning", placeOf(root, name), message, 'write "1" or "0"');
  }
  return false;
}

/** `AuthType` of the root counts; the parameter `AuthMethod` only where the root is silent or not understood. */
function readAuth(root: XmlElement, scenario: Scenario | undefined, context: ReadContext): AuthMethod {
  const attribute = attributeText(root, "AuthType");
  const parameter = scenario?.parameters.find(
    (candidate) => candidate.name === "AuthMethod" && !candidate.father,
  )?.value;
  const sources = [attribute, parameter].filter((text): text is Text => text !== undefined && text.value.trim() !== "");
  const methods = sources.map((text) => {
    const method = parseAuthMethod(text.value);
    if (!method) {
      const message = `the method of authentication is "${text.value}"`;
      context.report("auth-unknown", "error", text.span, message, "write none, basic, oauth2 or bearer_token");
    }
    return method;
  });
  const [first, second] = methods;
  if (first && second && first !== second) {
    const span = sources[1]?.span ?? root.openTag;
    const message = `the parameter AuthMethod says ${second}, AuthType of <Information> says ${first}; ${first} is used`;
    context.report("auth-mismatch", "warning", span, message, "make the two agree");
  }
  if (sources.length === 0) {
    const message = "the template does not say how to authenticate; none is used";
    context.report(
      "auth-missing",
      "warning",
      root.openTag,
      message,
      'write AuthType="none", basic, oauth2 or bearer_token',
    );
  }
  return first ?? second ?? "none";
}

/** A field of the connection form is bound by its Key, else by its Name. */
function readFields(parameters: readonly Parameter[], context: ReadContext): readonly CustomField[] {
  const fields = parameters
    .filter((parameter) => parameter.father === "CustomFieldList")
    .map((parameter): CustomField => {
      const key = parameter.key || parameter.name;
      return Object.freeze({
        key,
        title: parameter.title || key,
        secret: parameter.editor?.toLowerCase() === "password",
        initial: parameter.value?.value,
        span: parameter.span,
      });
    });
  const kept = keepLast(
    fields,
    (field) => field.key,
    (earlier, last) => {
      const message = `the connection form has the field ${earlier.key} again at ${placeWords(last.span)}; this one is not used`;
      context.report(
        "duplicate-field",
        "warning",
        earlier.span,
        message,
        "remove one of the two, or give it another Key",
      );
    },
  );
  return Object.freeze(kept);
}
