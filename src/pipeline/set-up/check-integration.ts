import { DeskbellError, type Problem, type Secret } from "../../base/index.ts";
import type { SettingsInput } from "../../features/index.ts";
import { compileTemplate } from "../../scenario/index.ts";
import type { StoredField } from "../../store/index.ts";
import type { Template } from "../../template/index.ts";

/** What is wrong with the values of the form: names that do not exist, fields without a value. */
export function checkFields(
  template: Template,
  given: Readonly<Record<string, string | Secret>>,
  stored: readonly StoredField[],
): Problem[] {
  const names = template.fields.map(({ key }) => key);
  const problems: Problem[] = Object.keys(given)
    .filter((name) => !names.includes(name))
    .map((name) => ({
      path: `fields.${name}`,
      message: `template "${template.key}" has no field "${name}"`,
      help: `Its fields are ${names.join(", ") || "none"}.`,
    }));
  for (const field of template.fields) {
    if (field.key in given || field.initial !== undefined || stored.some(({ name }) => name === field.key)) continue;
    problems.push({
      path: `fields.${field.key}`,
      message: `has no value; template "${template.key}" asks for it as "${field.title}"`,
      help: 'Give it a value; "" if it is to stay empty.',
    });
  }
  return problems;
}

/** What is wrong with texts for scenario parameters. */
export function checkParameters(template: Template, settings: SettingsInput): Problem[] {
  return Object.entries(settings.parameters ?? {}).flatMap(([scenarioId, values]): Problem[] => {
    const scenario = template.scenarios.find(({ id }) => id === scenarioId);
    if (!scenario) {
      const ids = template.scenarios.map(({ id }) => id).join(", ");
      return [
        {
          path: `settings.parameters.${scenarioId}`,
          message: `the template has no scenario "${scenarioId}"; it has ${ids}`,
        },
      ];
    }
    const names = scenario.parameters.map(({ key, name }) => key || name);
    return Object.keys(values)
      .filter((name) => !names.includes(name) && name !== "Subject" && name !== "Description")
      .map((name) => ({
        path: `settings.parameters.${scenarioId}.${name}`,
        message: `scenario "${scenarioId}" has no parameter "${name}"`,
        help: `It has ${[...new Set(names)].join(", ") || "none"}.`,
      }));
  });
}

/** What in typed texts does not parse: it would fail at each call. `zone` is the PBX's. */
export function checkTexts(template: Template, settings: SettingsInput, zone: string): Problem[] {
  const compiled = compileTemplate(template, { zone });
  const texts = Object.entries(settings.parameters ?? {}).flatMap(([scenario, values]) =>
    Object.entries(values).map(([name, text]) => ({ path: `settings.parameters.${scenario}.${name}`, name, text })),
  );
  const { namePattern } = settings.contactCreation ?? {};
  if (namePattern !== undefined)
    texts.push({ path: "settings.contactCreation.namePattern", name: "namePattern", text: namePattern });
  return texts.flatMap(({ path, name, text }): Problem[] => {
    try {
      compiled.typed(text, name);
      return [];
    } catch (error) {
      if (!(error instanceof DeskbellError)) throw error;
      const help = "Variables stand in double braces, such as {{.Call_From}}.";
      return [{ path, message: error.message, help }];
    }
  });
}
