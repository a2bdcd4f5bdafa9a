import {
  type GoTemplate,
  GoTemplateError,
  parseTemplate,
  templateFunctions,
  toBytes,
} from "../../src/gotemplate/index.ts";
import { wanted } from "./case-runner.ts";

const FUNCS = templateFunctions({ zone: "Asia/Bangkok" });

/** A template with its data: the whole output, or the phase in which Go failed. */
export function runTemplateCase(testCase: Record<string, unknown>): string | undefined {
  const { error, want, want_base64: base64 } = testCase;
  const found = execute(String(testCase.template), testCase.data, testCase.ints === true);
  if (typeof error === "string") {
    return found.error === error ? undefined : `wanted an error of the phase ${error}, found ${show(found)}`;
  }
  if (found.output === undefined) return `wanted ${JSON.stringify(want ?? base64)}, found ${show(found)}`;
  if (typeof base64 === "string") return wanted(base64, Buffer.from(toBytes(found.output)).toString("base64"));
  return wanted(want, found.output);
}

interface Outcome {
  readonly output?: string;
  readonly error?: "parse" | "exec";
  readonly message?: string;
}

function execute(source: string, data: unknown, ints: boolean): Outcome {
  let template: GoTemplate;
  try {
    template = parseTemplate(source, { funcs: FUNCS });
  } catch (error) {
    return outcomeOf(error, "parse");
  }
  try {
    return { output: template.render(data, { ints }) };
  } catch (error) {
    return outcomeOf(error, "exec");
  }
}

function outcomeOf(error: unknown, phase: "parse" | "exec"): Outcome {
  if (error instanceof GoTemplateError && error.phase === phase) return { error: phase, message: error.message };
  return { message: `something else than a GoTemplateError of the phase ${phase}: ${String(error)}` };
}

function show({ output, message }: Outcome): string {
  return output === undefined ? String(message) : JSON.stringify(output);
}
