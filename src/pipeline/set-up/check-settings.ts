import { DeskbellError, type Problem } from "../../base/index.ts";
import { isCountry } from "../../domain/index.ts";
import type { SettingsInput } from "../../features/index.ts";
import { compileTemplate } from "../../scenario/index.ts";
import { closestName, suppliedNames, type Template } from "../../template/index.ts";
import { typesOf } from "../template-defaults.ts";

/** What in settings that fit their schema can have no effect with this template: types that it has no request for, names nobody knows. */
export function checkSettings(template: Template, settings: SettingsInput, zone: string): Problem[] {
  return [
    ...checkTypes(template, settings),
    ...checkRegion(settings.numbers?.region),
    ...checkVariables(template, settings, zone),
  ];
}

function checkTypes(template: Template, { contactSync, contactCreation }: SettingsInput): Problem[] {
  const problems: Problem[] = [];
  const searched = typesOf(template, "SyncContactAuto");
  for (const [at, type] of (contactSync?.types ?? []).entries()) {
    const path = `settings.contactSync.types[${at}]`;
    if (contactSync?.types?.indexOf(type) !== at)
      problems.push({ path, message: `"${type}" stands here twice; leave one` });
    else if (searched.length > 0 && !searched.includes(type)) {
      const help = `It can search ${searched.join(", ")}.`;
      problems.push({ path, message: `the template cannot search ${type}`, help });
    }
  }
  const created = typesOf(template, "CreateNewContact");
  const type = contactCreation?.type;
  if (type !== undefined && contactCreation?.method !== "off" && created.length > 0 && !created.includes(type)) {
    const help = `It can create ${created.join(", ")}.`;
    problems.push({ path: "settings.contactCreation.type", message: `the template cannot create ${type}`, help });
  }
  return problems;
}

function checkRegion(region: string | undefined): Problem[] {
  if (region === undefined || isCountry(region)) return [];
  const message = `no country "${region}" has telephone numbers of its own`;
  return [{ path: "settings.numbers.region", message, help: "Write a country of ISO 3166, such as TH, GB or US." }];
}

// A misspelt variable is empty text, which is seen weeks later, if at all.
function checkVariables(template: Template, settings: SettingsInput, zone: string): Problem[] {
  const compiled = compileTemplate(template, { zone });
  const texts = Object.entries(settings.parameters ?? {}).flatMap(([scenario, values]) =>
    Object.entries(values).map(([name, text]) => ({ path: `settings.parameters.${scenario}.${name}`, scenario, text })),
  );
  const pattern = settings.contactCreation?.namePattern;
  if (pattern !== undefined) {
    texts.push({ path: "settings.contactCreation.namePattern", scenario: "CreateNewContact", text: pattern });
  }
  return texts.flatMap(({ path, scenario: id, text }) => {
    const scenario = template.scenarios.find((one) => one.id === id);
    if (!scenario) return [];
    const names = suppliedNames(template, scenario);
    const used = new Set(referencesOf(() => compiled.typed(text, "text")));
    return [...used]
      .filter((name) => !names.has(name))
      .map((name) => {
        const near = closestName(name, names);
        const help = near === undefined ? "See the list of variables in the reference." : `Did you mean "${near}"?`;
        return { path, message: `nothing supplies the variable ${name}, so it would be empty at every call`, help };
      });
  });
}

// What does not parse is told elsewhere.
function referencesOf(parse: () => { readonly references: readonly { readonly name: string }[] }): string[] {
  try {
    return parse().references.map(({ name }) => name);
  } catch (error) {
    if (error instanceof DeskbellError) return [];
    throw error;
  }
}
