import { CONTACT_TYPES, type ContactType, type FeatureSettings, type NumberSpelling } from "../domain/index.ts";
import { type SettingsInput, withDefaults } from "../features/index.ts";
import { findScenario, type ScenarioId, searchSpellings, type Template } from "../template/index.ts";

/** The template's words for spellings of a number, and ours. */
const SPELLINGS = { e164: "e164", digits: "e164-digits", national: "national", received: "as-received" } as const;

/** How the template's author wants a number written for a look-up, in order; `undefined` when the template does not say. */
export function templateSpellings(template: Template): readonly NumberSpelling[] | undefined {
  return searchSpellings(template)?.map((name) => SPELLINGS[name]);
}

/** The contact types that a scenario of a template has requests for. */
export function typesOf(template: Template, scenario: ScenarioId): ContactType[] {
  const requests = findScenario(template, scenario)?.requests ?? [];
  return CONTACT_TYPES.filter((type) => requests.some(({ name }) => name.toLowerCase() === type));
}

/**
 * Settings with what was left out: the author's way to write numbers, the types that the template can search and create, and our defaults.
 * An administrator's own choice goes before them.
 */
export function withTemplateDefaults(settings: SettingsInput, template: Template): FeatureSettings {
  const spellings = settings.numbers?.spellings ?? templateSpellings(template);
  const given = { ...settings, numbers: { ...settings.numbers, ...(spellings && { spellings }) } };
  return withDefaults(given, typesOf(template, "SyncContactAuto"), typesOf(template, "CreateNewContact"));
}
