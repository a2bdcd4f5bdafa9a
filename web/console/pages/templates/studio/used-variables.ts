import type { TemplateModel } from "../use-templates.ts";
import type { Language } from "./language.ts";

/** A variable that a scenario mentions, with what it begins with when it is tried. */
export interface UsedVariable {
  readonly name: string;
  readonly example: string;
  readonly meaning: string;
}

/** The variables that a scenario's texts name, the fields of the form and its own parameters left out; in their order. */
export function findUsedVariables(model: TemplateModel, scenarioId: string, language: Language): UsedVariable[] {
  const scenario = model.scenarios.find(({ id }) => id === scenarioId);
  if (!scenario) return [];
  const own = scenario.parameters.filter(({ father, value }) => father !== "Deskbell" && value !== "");
  const known = new Set([...model.fields.map(({ key }) => key), ...own.map(({ key, name }) => key || name)]);
  const texts = [
    ...scenario.parameters.map(({ value }) => value),
    ...scenario.requests.flatMap(({ url, parameters }) => [url, ...parameters.map(({ value }) => value)]),
  ];
  const names = new Set(texts.flatMap(namesIn).filter((name) => !known.has(name)));
  return [...names].map((name) => {
    const found = language.variables.find((one) => one.name === name);
    return { name, example: found?.example ?? "", meaning: found?.meaning ?? "" };
  });
}

function namesIn(text: string): string[] {
  const actions = text.match(/\{\{[\s\S]*?\}\}/g) ?? [];
  return actions.flatMap((action) =>
    [...action.replace(/"(?:[^"\\]|\\.)*"/g, "").matchAll(/(?:^|[\s({])\.([A-Za-z_]\w*)/g)].map(
      ([, name]) => name as string,
    ),
  );
}
