import {
  appendElement,
  applyEdits,
  childElements,
  escapeAttribute,
  findAttribute,
  removeElement,
  setAttribute,
  type TextEdit,
  type XmlDocument,
  type XmlElement,
} from "../xml/index.ts";
import { elementAt } from "./elements.ts";
import type { Request, Scenario, Text } from "./model.ts";

/**
 * Edits of a template. Each gives the whole text with that one change; all else stays byte for byte as it was. Read the text
 * anew before the next edit, since places move.
 */
type Owner = Scenario | Request;

/** Sets an attribute of a part of the template, such as the Method of a request; adds it when it is absent. */
export function writeAttribute(
  document: XmlDocument,
  part: { readonly span: Text["span"] },
  name: string,
  value: string,
): string {
  return edited(document, setAttribute(elementAt(document, part.span), name, value));
}

/** The attributes of a parameter to be written; those that are undefined are left out. */
export type ParameterAttributes = Readonly<Partial<Record<(typeof ATTRIBUTES)[number], string>>> & {
  readonly Name: string;
};

const ATTRIBUTES = ["Father", "Name", "Type", "Editor", "Title", "Key", "Value"] as const;

/** Adds a parameter to a scenario or request. */
export function addParameter(document: XmlDocument, owner: Owner, attributes: ParameterAttributes): string {
  const xml = elementText(
    "Parameter",
    ATTRIBUTES.map((name) => [name, attributes[name]] as const),
  );
  return append(document, elementAt(document, owner.span), "Parameters", xml);
}

/** Removes a parameter, output, field, request or scenario. */
export function removePart(document: XmlDocument, part: { readonly span: Text["span"] }): string {
  return edited(document, removeElement(document.text, elementAt(document, part.span)));
}

/** Adds an empty scenario. */
export function addScenario(document: XmlDocument, id: string, type: "AUTH" | "REST"): string {
  const open = `<Scenario Id="${escapeAttribute(id)}" Type="${type}">`;
  const xml = [open, "  <Presets/>", "  <Parameters/>", "  <Requests/>", "</Scenario>"].join("\n");
  return append(document, document.root, "Scenarios", xml);
}

/** Adds a request without parameters and outputs to a scenario. */
export function addRequest(
  document: XmlDocument,
  scenario: Scenario,
  request: { readonly name: string; readonly method: string; readonly url: string },
): string {
  const { name, method, url } = request;
  const attributes = { Name: name, Method: method, ResponseType: "application/json", URLFormat: url };
  const open = elementText("Request", Object.entries(attributes)).replace(/\/>$/, ">");
  const xml = [open, "  <Parameters/>", "  <Outputs/>", "</Request>"].join("\n");
  return append(document, elementAt(document, scenario.span), "Requests", xml);
}

/** Adds an output to a request, or sets the path of the one that has the name. */
export function writeOutput(document: XmlDocument, request: Request, name: string, path: string): string {
  const element = elementAt(document, request.span);
  const outputs = childElements(element, "Outputs").flatMap((group) => childElements(group, "Output"));
  const known = outputs.findLast((output) => findAttribute(output, "Name")?.value.trim() === name);
  if (known) return edited(document, setAttribute(known, "Path", path));
  return append(
    document,
    element,
    "Outputs",
    elementText("Output", [
      ["Name", name],
      ["Path", path],
    ]),
  );
}

function elementText(name: string, attributes: readonly (readonly [string, string | undefined])[]): string {
  const written = attributes.flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escapeAttribute(value)}"`],
  );
  return `<${name}${written.join("")}/>`;
}

/** Appends to the container of that name, making one where there is none. */
function append(document: XmlDocument, owner: XmlElement, container: string, xml: string): string {
  const found = childElements(owner, container).at(-1);
  if (found) return edited(document, appendElement(document.text, found, xml));
  const block = [`<${container}>`, xml.replace(/^/gm, "  "), `</${container}>`].join("\n");
  return edited(document, appendElement(document.text, owner, block));
}

function edited(document: XmlDocument, edit: TextEdit): string {
  return applyEdits(document.text, [edit]);
}
