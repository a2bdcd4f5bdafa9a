import { findScenario } from "../find.ts";
import type { Rule } from "../rule.ts";

/** Outputs that are filled and thrown away. */
export const outputDisabled: Rule = {
  code: "output-disabled",
  category: "suspicious",
  severity: "warning",
  docs: {
    what: 'A search fills an output whose switch, such as EmailEnable, is "0".',
    why: "The PBX does not keep it.",
    wrong: '<Parameter Name="EmailEnable" Value="0"/> and <Output Name="Email" Path="people.#.email"/>',
    right: '<Parameter Name="EmailEnable" Value="1"/>',
  },
  *check({ template }) {
    const scenario = findScenario(template, "SyncContactAuto");
    const outputs = new Set(
      scenario?.requests.flatMap(({ outputs: own }) =>
        own.filter(({ path }) => path.value !== "").map(({ name }) => name),
      ),
    );
    for (const { name, value, span } of scenario?.parameters ?? []) {
      const output = /^(.+)Enable$/.exec(name)?.[1];
      if (output === undefined || value?.value.trim() !== "0" || !outputs.has(output)) continue;
      yield {
        message: `SyncContactAuto: the output ${output} is filled, but ${name} is 0`,
        span,
        help: `write Value="1", or remove the output`,
      };
    }
  },
};
