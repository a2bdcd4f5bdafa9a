import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Writes the skeleton of a lint rule, its test, and the index of all rules anew: `npm run new-rule -- my-rule`.
 * The test fails until the rule finds what the test marks.
 */
export function writeRule(folder: string, code: string): readonly string[] {
  if (!/^[a-z]+(-[a-z0-9]+)+$/.test(code)) {
    throw new Error(
      `"${code}" is no code of a lint rule; write two or more lower-case words with hyphens, such as url-too-long`,
    );
  }
  const rule = join(folder, `${code}.ts`);
  const test = join(folder, `${code}.test.ts`);
  if (existsSync(rule)) throw new Error(`there is a lint rule ${code} already: ${rule}`);
  writeFileSync(rule, ruleText(code));
  writeFileSync(test, testText(code));
  const index = join(folder, "index.ts");
  writeFileSync(index, indexText(folder));
  return [rule, test, index];
}

function variableOf(code: string): string {
  return code.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

function ruleText(code: string): string {
  return `import type { Rule } from "../rule.ts";

/** What it finds. */
export const ${variableOf(code)}: Rule = {
  code: "${code}",
  category: "suspicious",
  severity: "warning",
  docs: {
    what: "What is wrong, in a sentence.",
    why: "What happens if nobody changes it, in a sentence.",
    wrong: "",
    right: "",
  },
  *check({ template }) {
    yield { message: "where: what is wrong", span: template.span, help: "what to do" };
  },
};
`;
}

function testText(code: string): string {
  const name = variableOf(code);
  return `import { journal, testRule } from "../../../test/support/rule-tester.ts";
import { ${name} } from "./${code}.ts";

testRule(${name}, {
  wrong: {
    "what it must find, marked": journal('<Request Name="CallJournal" Method="GET" URLFormat="⟦https://acme.example⟧"/>'),
  },
  right: {
    "what it must accept": journal('<Request Name="CallJournal" Method="GET" URLFormat="https://acme.example"/>'),
  },
});
`;
}

function indexText(folder: string): string {
  const codes = readdirSync(folder)
    .filter((file) => /^[a-z-]+\.ts$/.test(file) && file !== "index.ts")
    .map((file) => file.slice(0, -3))
    .toSorted();
  const imports = codes.map((code) => `import { ${variableOf(code)} } from "./${code}.ts";`);
  const list = codes.map((code) => `  ${variableOf(code)},`);
  return [
    'import type { Rule } from "../rule.ts";',
    ...imports,
    "",
    "/** Every lint rule, by its code. */",
    "export const RULES: readonly Rule[] = [",
    ...list,
    "];",
    "",
  ].join("\n");
}

if (import.meta.main) {
  const [code] = process.argv.slice(2);
  if (code === undefined) {
    console.error("Say the code of the rule: npm run new-rule -- url-too-long");
    process.exitCode = 2;
  } else {
    try {
      const files = writeRule(fileURLToPath(new URL("../src/template/rules", import.meta.url)), code);
      for (const file of files) console.log(`wrote ${file}`);
    } catch (error) {
      console.error(error instanceof Error ? error.message : String(error));
      process.exitCode = 1;
    }
  }
}
