import { assertNever, DeskbellError } from "../../base/index.ts";
import {
  addParameter,
  addRequest,
  addScenario,
  type Request,
  readTemplate,
  removePart,
  type Scenario,
  type Template,
  type TemplateReading,
  writeAttribute,
  writeOutput,
} from "../../template/index.ts";

type Attribute = "Name" | "Value" | "Type" | "Father" | "Editor" | "Title" | "Key";

/** Which part of a template: nothing named = its root. Parameters and outputs count from 0, as the model lists them. */
export interface TemplatePlace {
  readonly scenario?: string | undefined;
  readonly request?: string | undefined;
  readonly parameter?: number | undefined;
  readonly output?: number | undefined;
  /** A field of the connection form, by its key. */
  readonly field?: string | undefined;
}

/** One change of a template's text. */
export type TemplateEdit =
  | { readonly kind: "set"; readonly place: TemplatePlace; readonly attribute: string; readonly value: string }
  | { readonly kind: "remove"; readonly place: TemplatePlace }
  | { readonly kind: "add-scenario"; readonly id: string; readonly type: "AUTH" | "REST" }
  | {
      readonly kind: "add-request";
      readonly scenario: string;
      readonly name: string;
      readonly method: string;
      readonly url: string;
    }
  | {
      readonly kind: "add-parameter";
      readonly place: TemplatePlace;
      readonly attributes: { readonly [A in Attribute]?: string | undefined } & { readonly Name: string };
    }
  | {
      readonly kind: "set-output";
      readonly scenario: string;
      readonly request: string;
      readonly name: string;
      readonly path: string;
    };

/**
 * The text with the edits made, one after the other; comments, unknown parts and everything else that was not named stay byte for
 * byte. A text that is not well-formed is mended first. Throws `TEMPLATE_INVALID` for a text that is no template, `NOT_FOUND` for a
 * place that is not there.
 */
export function applyTemplateEdits(xml: string, edits: readonly TemplateEdit[]): string {
  let text = xml;
  for (const edit of edits) text = applyOne(readTemplate(text), edit);
  return text;
}

function applyOne({ template, document }: TemplateReading, edit: TemplateEdit): string {
  if (!template || !document) {
    throw new DeskbellError("TEMPLATE_INVALID", "the text is no template that could be edited; correct its XML first");
  }
  switch (edit.kind) {
    case "set":
      return writeAttribute(document, findPlace(template, edit.place), edit.attribute, edit.value);
    case "remove":
      if (Object.values(edit.place).every((one) => one === undefined)) throw missing("part that can be removed");
      return removePart(document, findPlace(template, edit.place));
    case "add-scenario":
      if (template.scenarios.some(({ id }) => id === edit.id)) {
        throw new DeskbellError("CONFLICT", `the template has scenario "${edit.id}" already`);
      }
      return addScenario(document, edit.id, edit.type);
    case "add-request":
      return addRequest(document, getScenario(template, edit.scenario), edit);
    case "add-parameter": {
      const { scenario, request } = edit.place;
      if (scenario === undefined) throw missing("scenario that the parameter would stand in");
      const owner = request === undefined ? getScenario(template, scenario) : getRequest(template, scenario, request);
      return addParameter(document, owner, withoutAbsent(edit.attributes));
    }
    case "set-output":
      return writeOutput(document, getRequest(template, edit.scenario, edit.request), edit.name, edit.path);
    default:
      return assertNever(edit, "template edit");
  }
}

function findPlace(template: Template, place: TemplatePlace): Pick<Template, "span"> {
  if (place.field !== undefined) {
    const field = template.fields.find(({ key }) => key === place.field);
    if (!field) throw missing(`field "${place.field}"`);
    return field;
  }
  if (place.scenario === undefined) return template;
  const owner: Scenario | Request =
    place.request === undefined
      ? getScenario(template, place.scenario)
      : getRequest(template, place.scenario, place.request);
  if (place.parameter !== undefined) {
    const parameter = owner.parameters[place.parameter];
    if (!parameter) throw missing(`parameter ${place.parameter} in "${place.request ?? place.scenario}"`);
    return parameter;
  }
  if (place.output === undefined) return owner;
  const output = "outputs" in owner ? owner.outputs[place.output] : undefined;
  if (!output) throw missing(`output ${place.output} in "${place.request ?? place.scenario}"`);
  return output;
}

function getScenario(template: Template, id: string): Scenario {
  const found = template.scenarios.find((one) => one.id === id);
  if (!found) throw missing(`scenario "${id}"`);
  return found;
}

function getRequest(template: Template, scenario: string, name: string): Request {
  const found = getScenario(template, scenario).requests.find((one) => one.name === name);
  if (!found) throw missing(`request "${name}" in scenario "${scenario}"`);
  return found;
}

function missing(what: string): DeskbellError {
  return new DeskbellError("NOT_FOUND", `the template has no ${what}; read it again, it may have been changed since`);
}

function withoutAbsent<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never;
}
