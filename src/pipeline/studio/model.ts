import type { Parameter, Request, Scenario, Template } from "../../template/index.ts";

/** A template as plain data, for forms and trees. `at` is where a part begins in the text that was read, in UTF-16 code units. */
export interface TemplateModel {
  readonly provider: string;
  readonly name: string;
  readonly key: string;
  readonly version: string;
  readonly remark: string;
  readonly auth: string;
  readonly maxConcurrentRequests: number;
  readonly supports: Template["supports"];
  readonly fields: readonly FieldModel[];
  readonly scenarios: readonly ScenarioModel[];
}

export interface FieldModel {
  readonly key: string;
  readonly title: string;
  readonly secret: boolean;
  readonly initial?: string;
  readonly at: number;
}

export interface ScenarioModel {
  readonly id: string;
  readonly type: string;
  readonly at: number;
  readonly parameters: readonly ParameterModel[];
  readonly requests: readonly RequestModel[];
}

export interface RequestModel {
  readonly name: string;
  readonly method: string;
  readonly url: string;
  readonly next?: string;
  readonly at: number;
  readonly parameters: readonly ParameterModel[];
  readonly outputs: readonly { readonly name: string; readonly path: string; readonly at: number }[];
}

export interface ParameterModel {
  readonly name: string;
  readonly value: string;
  readonly type?: string;
  readonly father?: string;
  readonly title?: string;
  readonly key?: string;
  readonly at: number;
}

/** What the form shows of a template. */
export function toModel(template: Template): TemplateModel {
  const { provider, name, key, version, remark, auth, maxConcurrentRequests, supports } = template;
  return {
    ...{ provider, name, key, version, remark, auth, maxConcurrentRequests, supports },
    fields: template.fields.map(({ span, initial, key, title, secret }) => ({
      ...{ key, title, secret, at: span.offset },
      ...(initial !== undefined && { initial }),
    })),
    scenarios: template.scenarios.map(toScenario),
  };
}

function toScenario({ id, type, span, parameters, requests }: Scenario): ScenarioModel {
  return { id, type, at: span.offset, parameters: parameters.map(toParameter), requests: requests.map(toRequest) };
}

function toRequest({ name, method, url, next, span, parameters, outputs }: Request): RequestModel {
  return {
    ...{ name, method, url: url.value, at: span.offset },
    ...(next !== undefined && { next }),
    parameters: parameters.map(toParameter),
    outputs: outputs.map((output) => ({ name: output.name, path: output.path.value, at: output.span.offset })),
  };
}

function toParameter({ name, value, type, father, title, key, span }: Parameter): ParameterModel {
  return {
    ...{ name, value: value?.value ?? "", at: span.offset },
    ...(type !== undefined && { type }),
    ...(father !== undefined && { father }),
    ...(title !== undefined && { title }),
    ...(key !== undefined && { key }),
  };
}
