export { AUTH_PARAMETERS, type Auth, authSettings, type TokenError, type TokenServer } from "./auth.ts";
export { TEMPLATE_CODES, type TemplateCode } from "./codes.ts";
export {
  SEARCH_SPELLINGS,
  type SearchSpelling,
  type StatusRange,
  type SuccessRule,
} from "./extension-values.ts";
export { EXTENSION_GROUP, EXTENSIONS, type Extension, type ExtensionPlace } from "./extensions.ts";
export {
  defaultHeaders,
  defaultQuery,
  findNextRequest,
  findScenario,
  isOn,
  type NamedText,
  type RequestParts,
  requestParts,
  type ScenarioParameter,
  scenarioParameters,
} from "./find.ts";
export { LANGUAGE_FUNCTIONS } from "./go-text.ts";
export { lintTemplate } from "./lint.ts";
export {
  type AuthMethod,
  type CustomField,
  type Output,
  type Parameter,
  type Request,
  SCENARIO_IDS,
  type Scenario,
  type ScenarioId,
  type Template,
  type Text,
} from "./model.ts";
export { closestName } from "./names.ts";
export { readTemplate, type TemplateReading } from "./read.ts";
export {
  findEarlierRequest,
  journalUpdateRequest,
  type Paging,
  type RequestExtensions,
  rateLimitPerMinute,
  recordingUploadRequest,
  requestExtensions,
  searchSpellings,
} from "./request-extensions.ts";
export type { Finding, LintContext, Rule, RuleCategory } from "./rule.ts";
export { RULES } from "./rules/index.ts";
export { suppliedNames } from "./supply.ts";
export { emptyVariables, findVariable, VARIABLES, type Variable } from "./variables.ts";
export { ELEMENTS } from "./vocabulary.ts";
export {
  addParameter,
  addRequest,
  addScenario,
  type ParameterAttributes,
  removePart,
  writeAttribute,
  writeOutput,
} from "./write.ts";
