import { childElements, type XmlElement } from "../xml/index.ts";
import type { Output, Parameter, Request, Scenario } from "./model.ts";
import {
  attributeText,
  attributeValue,
  emptyText,
  keepLast,
  placeOf,
  placeWords,
  type ReadContext,
} from "./read-context.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/** Reads one `<Scenario>`; `undefined` when it has no Id. */
export function readScenario(element: XmlElement, context: ReadContext): Scenario | undefined {
  const id = attributeValue(element, "Id");
  if (!id) {
    const help = 'give it an Id such as "CallJournal"';
    context.report("scenario-id-missing", "warning", element.openTag, "a <Scenario> has no Id; it is not run", help);
    return undefined;
  }
  const requests = contained(element, "Requests", "Request").map((child) => readRequest(child, id, context));
  return Object.freeze({
    id,
    type: attributeValue(element, "Type") ?? (id === "AuthMethod" ? "AUTH" : "REST"),
    parameters: readParameters(element, `scenario ${id}`, context),
    requests: Object.freeze(
      keepLast(
        requests,
        (request) => request.name,
        (earlier, last) => {
          const message = `scenario ${id} has the request ${earlier.name} again at ${placeWords(last.span)}; this one is not used`;
          context.report("duplicate-request", "warning", earlier.span, message, "remove one of the two, or rename it");
        },
      ),
    ),
    span: element.openTag,
  });
}

/** Reads the `<Parameter>` children of an element's `<Parameters>`. */
export function readParameters(element: XmlElement, owner: string, context: ReadContext): readonly Parameter[] {
  const parameters: Parameter[] = [];
  for (const child of contained(element, "Parameters", "Parameter")) {
    const key = attributeValue(child, "Key");
    const name = attributeValue(child, "Name") ?? key;
    if (!name) {
      const message = `a <Parameter> of ${owner} has neither Name nor Key; it is not used`;
      context.report("parameter-name-missing", "warning", child.openTag, message, "give it a Name");
      continue;
    }
    parameters.push(
      Object.freeze({
        name,
        value: attributeText(child, "Value"),
        type: attributeValue(child, "Type"),
        father: attributeValue(child, "Father"),
        editor: attributeValue(child, "Editor"),
        title: attributeValue(child, "Title"),
        key,
        span: child.openTag,
      }),
    );
  }
  const kept = keepLast(
    parameters,
    (parameter) => [parameter.father ?? "", parameter.type?.toLowerCase() ?? "", parameter.name].join("\u0000"),
    (earlier, last) => {
      const message = `${owner} has the parameter ${earlier.name} again at ${placeWords(last.span)}; this one is not used`;
      context.report("duplicate-parameter", "warning", earlier.span, message, "remove one of the two");
    },
  );
  return Object.freeze(kept);
}

function readRequest(element: XmlElement, scenarioId: string, context: ReadContext): Request {
  const owner = `scenario ${scenarioId}`;
  let name = attributeValue(element, "Name");
  if (!name) {
    name = CONTACT_SCENARIOS.has(scenarioId) ? "contacts" : scenarioId;
    const message = `a request of ${owner} has no Name; it is read as ${name}`;
    context.report("request-name-missing", "warning", element.openTag, message, `write Name="${name}"`);
  }
  const groups = childElements(element, "Outputs");
  return Object.freeze({
    name,
    method: readMethod(element, `${scenarioId}/${name}`, context),
    url: attributeText(element, "URLFormat") ?? emptyText(element),
    responseType: attributeValue(element, "ResponseType"),
    parameters: readParameters(element, `request ${name}`, context),
    outputs: readOutputs(element, name, context),
    next: groups.map((group) => attributeValue(group, "Next")).findLast((next) => next !== undefined && next !== ""),
    span: element.openTag,
  });
}

const CONTACT_SCENARIOS: ReadonlySet<string> = new Set(["SyncContactAuto", "CreateNewContact"]);

function readMethod(element: XmlElement, owner: string, context: ReadContext): string {
  const written = attributeValue(element, "Method");
  const method = written?.toUpperCase() || "GET";
  if (!METHODS.includes(method)) {
    const message = `${owner}: ${written} is no HTTP method`;
    context.report(
      "method-unknown",
      "error",
      placeOf(element, "Method"),
      message,
      `write one of ${METHODS.join(", ")}`,
    );
  } else if (!written) {
    const message = `${owner} has no Method; GET is used`;
    context.report("method-unknown", "warning", element.openTag, message, 'write Method="GET"');
  }
  return method;
}

function readOutputs(element: XmlElement, request: string, context: ReadContext): readonly Output[] {
  const outputs: Output[] = [];
  for (const child of contained(element, "Outputs", "Output")) {
    const name = attributeValue(child, "Name");
    if (!name) {
      const message = `an <Output> of request ${request} has no Name; it is not used`;
      context.report("output-name-missing", "warning", child.openTag, message, "give it a Name");
      continue;
    }
    outputs.push(Object.freeze({ name, path: attributeText(child, "Path") ?? emptyText(child), span: child.openTag }));
  }
  const kept = keepLast(
    outputs,
    (output) => output.name,
    (earlier, last) => {
      const message = `request ${request} has the output ${earlier.name} again at ${placeWords(last.span)}; this one is not used`;
      context.report("duplicate-output", "warning", earlier.span, message, "remove one of the two");
    },
  );
  return Object.freeze(kept);
}

/** The children `item` of all children `container`; a missing container is an empty one. */
function contained(element: XmlElement, container: string, item: string): XmlElement[] {
  return childElements(element, container).flatMap((child) => childElements(child, item));
}
