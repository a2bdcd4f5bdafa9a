import { GoTemplateError, parseTemplate } from "../gotemplate/index.ts";
import { scenarioParameters } from "./find.ts";
import type { GoText } from "./go-text.ts";
import { LANGUAGE_FUNCTIONS } from "./go-text.ts";
import { findJsonError } from "./json-check.ts";
import type { Template } from "./model.ts";
import { VARIABLES } from "./variables.ts";

/** A mistake in the JSON that a body becomes. */
export interface SampleError {
  /** Offset and length in the Go template: the action whose value is wrong, or the character of its text. */
  readonly offset: number;
  readonly length: number;
  readonly isValue: boolean;
  readonly reason: string;
}

/** Values as a call would give them: every variable filled, ids and outputs as numbers. */
export function sampleValues(template: Template): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { name, example } of VARIABLES) values[name] = example;
  for (const { requests } of template.scenarios) {
    for (const { outputs } of requests) for (const { name } of outputs) values[name] ??= "1";
  }
  for (const { key } of template.fields) values[key] = "1";
  return values;
}

/** Characters that trim marks and comments may take away before a piece of text. */
const TRIMMED = 2000;
/** No body of a request comes near it. */
const MOST_STEPS = 20_000;

/**
 * Renders the body of a request with these values as it would be sent and gives the first mistake of the JSON. Values inside a
 * string are escaped; outside they stand as they are, and parameters of the scenario are expanded.
 */
export function findSampleError(body: GoText, values: Readonly<Record<string, string>>): SampleError | undefined {
  const { parsed, text, scenario } = body;
  if (!parsed) return undefined;
  const data: Record<string, string> = { ...values };
  const expanded: Record<string, string> = {};
  for (const { name, value, custom } of scenarioParameters(scenario)) {
    if (values[name] === "") continue;
    expanded[name] = value && value.value !== "" ? render(value.value, values) : custom ? "1" : "";
    data[name] = expanded[name];
  }
  const out: { start: number; offset: number; literal: boolean }[] = [];
  let rendered = "";
  let inString = false;
  let cursor = 0;
  try {
    parsed.renderTo(
      data,
      {
        text(literal) {
          const found = text.value.slice(cursor, cursor + literal.length + TRIMMED).indexOf(literal);
          const offset = cursor + Math.max(0, found);
          cursor = offset + (found < 0 ? 0 : literal.length);
          out.push({ start: rendered.length, offset, literal: true });
          rendered += literal;
          inString = endsInString(literal, inString);
        },
        value(printed, info) {
          cursor = Math.max(cursor, info.offset);
          out.push({ start: rendered.length, offset: info.offset, literal: false });
          rendered += inString ? JSON.stringify(printed).slice(1, -1) : printed;
        },
      },
      { missing: () => "", limits: { steps: MOST_STEPS } },
    );
  } catch (error) {
    if (error instanceof GoTemplateError)
      return { offset: error.offset, length: 1, isValue: false, reason: error.reason };
    throw error;
  }
  const error = findJsonError(rendered);
  if (!error) return undefined;
  const piece = out.findLast(({ start }) => start <= error.offset) ?? { start: 0, offset: 0, literal: true };
  const { reason } = error;
  if (piece.literal) return { offset: piece.offset + error.offset - piece.start, length: 1, isValue: false, reason };
  const open = text.value.lastIndexOf("{{", piece.offset);
  return { offset: open, length: text.value.indexOf("}}", piece.offset) + 2 - open, isValue: true, reason };
}

function render(source: string, values: Readonly<Record<string, string>>): string {
  try {
    return parseTemplate(source, { funcs: LANGUAGE_FUNCTIONS, singleQuotedStrings: true }).render(values, {
      missing: () => "",
    });
  } catch {
    // Its own rule reports it.
    return "";
  }
}

/** Whether a JSON string is open behind a piece of text. */
function endsInString(piece: string, before: boolean): boolean {
  let inString = before;
  for (let at = 0; at < piece.length; at++) {
    if (piece[at] === "\\" && inString) at++;
    else if (piece[at] === '"') inString = !inString;
  }
  return inString;
}
