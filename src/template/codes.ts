/** Every diagnostic that reading a template can give, besides those of XML: its code and a sentence for the reference page. */
export const TEMPLATE_CODES = {
  "template-root": "The root element is not <Information>.",
  "template-provider": "Provider is neither helpdesk nor crm.",
  "template-key": "The template has no Key.",
  "auth-unknown": "The method of authentication is none of none, basic, oauth2 and bearer.",
  "auth-missing": "The template does not say how to authenticate.",
  "auth-mismatch": "AuthType and the parameter AuthMethod name different methods.",
  "number-invalid": "An attribute that wants a number holds something else.",
  "flag-invalid": 'A switch is neither "1" nor "0".',
  "scenario-id-missing": "A scenario has no Id and cannot be run.",
  "request-name-missing": "A request has no Name.",
  "method-unknown": "A request names no HTTP method that is known.",
  "parameter-name-missing": "A parameter has no Name and no Key.",
  "output-name-missing": "An output has no Name.",
  "duplicate-scenario": "Two scenarios have the same Id; the last one counts.",
  "duplicate-request": "Two requests of a scenario have the same Name; the last one counts.",
  "duplicate-parameter": "Two parameters of one group have the same Name; the last one counts.",
  "duplicate-output": "Two outputs of a request have the same Name; the last one counts.",
  "duplicate-field": "Two fields of the connection form have the same Key; the last one counts.",
} as const satisfies Record<string, string>;

export type TemplateCode = keyof typeof TEMPLATE_CODES;
