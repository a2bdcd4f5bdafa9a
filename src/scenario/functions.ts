import { type TemplateFunctions, templateFunctions } from "../gotemplate/index.ts";

/** The functions of integration templates: the vendor's, and `raw`, which switches escaping off for one value. */
export function scenarioFunctions(zone: string): TemplateFunctions {
  return {
    ...templateFunctions({ zone, utcFlags: ["1", "true"] }),
    raw: { params: ["any"], run: (value: unknown) => value },
  };
}
