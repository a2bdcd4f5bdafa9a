import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { DeskbellError, describeJsonFault, type Problem, Secret } from "../base/index.ts";
import type { Fields } from "../scenario/index.ts";
import type { Template } from "../template/index.ts";
import { type CliIo, readText } from "./io.ts";

/** Reads `--vars`: a JSON object whose values are texts, numbers, true or false. */
export async function readVariables(file: string | undefined, io: CliIo): Promise<Record<string, string>> {
  if (file === undefined) return {};
  const text = await readText(file, io);
  const fault = describeJsonFault(text, file);
  if (fault) throw new DeskbellError("INPUT_INVALID", fault);
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new DeskbellError(
      "INPUT_INVALID",
      `${file} holds ${kindOf(value)}; it must hold an object such as {"Phone": "+66812345678"}`,
    );
  }
  const problems: Problem[] = [];
  const variables: Record<string, string> = {};
  for (const [name, one] of Object.entries(value)) {
    if (typeof one === "string" || typeof one === "number" || typeof one === "boolean") variables[name] = String(one);
    else problems.push({ path: name, message: `is ${kindOf(one)}`, help: "Variables are texts; write it in quotes." });
  }
  if (problems.length > 0)
    throw new DeskbellError("INPUT_INVALID", `${file} has values that are no texts`, { problems });
  return variables;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** Collects `--set name=value`, repeated. */
export function collectSetting(setting: string, before: Record<string, string> | undefined): Record<string, string> {
  const at = setting.indexOf("=");
  // What was written instead is not repeated: it may be the secret alone.
  if (at <= 0) throw new DeskbellError("INPUT_INVALID", "--set: write it as name=value, such as --set token=env:TOKEN");
  return { ...before, [setting.slice(0, at)]: setting.slice(at + 1) };
}

/** A value given on the command line: `@FILE` reads a file, `env:NAME` the environment, anything else is itself. */
export function resolveValue(value: string, what: string, io: CliIo): string {
  if (value.startsWith("@")) {
    try {
      return readFileSync(resolve(io.cwd, value.slice(1)), "utf8").replace(/\r?\n$/, "");
    } catch (cause) {
      throw new DeskbellError("INPUT_INVALID", `${what}: file ${value.slice(1)} cannot be read`, { cause });
    }
  }
  if (!value.startsWith("env:")) return value;
  const found = io.env[value.slice(4)];
  if (found === undefined)
    throw new DeskbellError("INPUT_INVALID", `${what}: environment variable ${value.slice(4)} is not set`);
  return found;
}

/** Splits the settings into values of the connection form and texts for the scenario's parameters. Throws with every problem. */
export function readSettings(
  template: Template,
  scenarioId: string,
  settings: Readonly<Record<string, string>>,
  io: CliIo,
): { readonly fields: Fields; readonly parameters: Record<string, string> } {
  const problems: Problem[] = [];
  const fields: Record<string, string | Secret> = {};
  const parameters: Record<string, string> = {};
  const scenario = template.scenarios.find(({ id }) => id === scenarioId);
  const own = new Set(scenario?.parameters.map(({ key, name }) => key || name));
  for (const [name, value] of Object.entries(settings)) {
    const field = template.fields.find(({ key }) => key === name);
    if (field) {
      const text = resolveValue(value, `--set ${name}`, io);
      fields[name] = field.secret ? new Secret(text) : text;
    } else if (own.has(name)) parameters[name] = resolveValue(value, `--set ${name}`, io);
    else
      problems.push({
        path: `--set ${name}`,
        message: "is neither a field of the template nor a parameter of the scenario",
      });
  }
  for (const { key, title, initial, secret } of template.fields) {
    if (key in fields) continue;
    if (initial !== undefined) fields[key] = secret ? new Secret(initial) : initial;
    else
      problems.push({
        path: `--set ${key}=…`,
        message: `is missing: ${title}`,
        help: 'Give it a value; "" if it is to stay empty.',
      });
  }
  if (problems.length > 0)
    throw new DeskbellError("FIELD_MISSING", `template "${template.key}" asks for other values`, { problems });
  return { fields, parameters };
}

/** Whether this run may talk to the local network: only the operator says so. */
export function allowsPrivateTargets(flag: boolean | undefined, io: CliIo): boolean {
  return flag === true || /^(1|true|yes)$/i.test(io.env.DESKBELL_ALLOW_PRIVATE_TARGETS ?? "");
}
