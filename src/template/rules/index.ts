import type { Rule } from "../rule.ts";
import { authIncomplete } from "./auth-incomplete.ts";
import { bodyMissing } from "./body-missing.ts";
import { contactIdOutput } from "./contact-id-output.ts";
import { contactNotRequired } from "./contact-not-required.ts";
import { contactUrl } from "./contact-url.ts";
import { contentTypeMissing } from "./content-type-missing.ts";
import { deskbellExtension } from "./deskbell-extension.ts";
import { deskbellVariable } from "./deskbell-variable.ts";
import { encodingDeclaration } from "./encoding-declaration.ts";
import { extensionMisplaced } from "./extension-misplaced.ts";
import { extensionValue } from "./extension-value.ts";
import { featureWithoutScenario } from "./feature-without-scenario.ts";
import { fileTooLarge } from "./file-too-large.ts";
import { gjsonPathSyntax } from "./gjson-path-syntax.ts";
import { goTemplateSyntax } from "./go-template-syntax.ts";
import { hostFromVariable } from "./host-from-variable.ts";
import { httpUrl } from "./http-url.ts";
import { jsonBodyInvalid } from "./json-body-invalid.ts";
import { jsonValueEmpty } from "./json-value-empty.ts";
import { missingScenario } from "./missing-scenario.ts";
import { nextLoop } from "./next-loop.ts";
import { nextTargetMissing } from "./next-target-missing.ts";
import { outputDisabled } from "./output-disabled.ts";
import { parameterType } from "./parameter-type.ts";
import { rawUsed } from "./raw-used.ts";
import { recordingUploadForm } from "./recording-upload-form.ts";
import { renderFails } from "./render-fails.ts";
import { scenarioWithoutFeature } from "./scenario-without-feature.ts";
import { searchWithoutNumber } from "./search-without-number.ts";
import { secretFieldNotPassword } from "./secret-field-not-password.ts";
import { secretInUrl } from "./secret-in-url.ts";
import { singleQuotedString } from "./single-quoted-string.ts";
import { strayText } from "./stray-text.ts";
import { ticketIdOutput } from "./ticket-id-output.ts";
import { unknownAttribute } from "./unknown-attribute.ts";
import { unknownElement } from "./unknown-element.ts";
import { unknownExtension } from "./unknown-extension.ts";
import { unknownFunction } from "./unknown-function.ts";
import { unknownScenario } from "./unknown-scenario.ts";
import { unknownVariable } from "./unknown-variable.ts";
import { unreachableRequest } from "./unreachable-request.ts";
import { unusedField } from "./unused-field.ts";
import { updateWithoutTicketId } from "./update-without-ticket-id.ts";
import { urlValueNotEncoded } from "./url-value-not-encoded.ts";
import { urlWithoutScheme } from "./url-without-scheme.ts";
import { userIdOutput } from "./user-id-output.ts";
import { variableEmptyHere } from "./variable-empty-here.ts";

/** Every lint rule, by its code. */
export const RULES: readonly Rule[] = [
  authIncomplete,
  bodyMissing,
  contactIdOutput,
  contactNotRequired,
  contactUrl,
  contentTypeMissing,
  deskbellExtension,
  deskbellVariable,
  encodingDeclaration,
  extensionMisplaced,
  extensionValue,
  featureWithoutScenario,
  fileTooLarge,
  gjsonPathSyntax,
  goTemplateSyntax,
  hostFromVariable,
  httpUrl,
  jsonBodyInvalid,
  jsonValueEmpty,
  missingScenario,
  nextLoop,
  nextTargetMissing,
  outputDisabled,
  parameterType,
  rawUsed,
  recordingUploadForm,
  renderFails,
  scenarioWithoutFeature,
  searchWithoutNumber,
  secretFieldNotPassword,
  secretInUrl,
  singleQuotedString,
  strayText,
  ticketIdOutput,
  unknownAttribute,
  unknownElement,
  unknownExtension,
  unknownFunction,
  unknownScenario,
  unknownVariable,
  unreachableRequest,
  unusedField,
  updateWithoutTicketId,
  urlValueNotEncoded,
  urlWithoutScheme,
  userIdOutput,
  variableEmptyHere,
];
