import { parseAst } from "vite";
import { isSentence } from "./is-sentence.ts";
import { PLACE } from "./place.ts";
import { isString, isText, type Node, placesOf, waysOf } from "./ways.ts";

/** Members whose text is read by programmers and operators, in the reference or the log, and on no page. */
const FOR_REFERENCE = new Set(["docs", "description", "summary", "tags", "operationId", "open", "example"]);
/** Calls that hand their text to the schema's description, the database, or a comparison. */
const NOT_FOR_PEOPLE = new Set([
  ...["assertNever", "describe", "meta", "exec", "raw", "prepare", "addColumn", "require", "RegExp", "Symbol"],
  ...["includes", "startsWith", "endsWith", "indexOf", "split", "replaceAll"],
]);
/** Whatever is called of these is for the log. */
const LOGS = new Set(["log", "logger"]);
/** What is thrown for a defect of the program, never for what somebody sent. */
const DEFECTS = new Set(["TypeError", "RangeError"]);

/**
 * The sentences that a source text can make, as patterns: `"{0}" has no user in {1}`. Each text in a place where a person may
 * come to read it counts; a choice inside a sentence gives one pattern for each of its ways.
 */
export function collectSentences(source: string): string[] {
  const found = new Set<string>();
  const visit = (node: Node): void => {
    if (isForOthers(node)) return;
    if (isText(node)) {
      for (const text of waysOf(node)) if (isSentence(text)) found.add(numberPlaces(text));
      for (const inner of placesOf(node)) visit(inner);
      return;
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(parseAst(source, { lang: "ts" }) as unknown as Node);
  return [...found];
}

function numberPlaces(text: string): string {
  let next = 0;
  return text.replaceAll(PLACE, () => `{${next++}}`);
}

function isForOthers(node: Node): boolean {
  switch (node.type) {
    case "CallExpression":
      return NOT_FOR_PEOPLE.has(nameOf(node.callee as Node)) || isLog(node.callee as Node);
    case "NewExpression":
      return DEFECTS.has(nameOf(node.callee as Node));
    case "Property":
      return FOR_REFERENCE.has(nameOf(node.key as Node)) && !/Function/.test((node.value as Node).type);
    case "TaggedTemplateExpression":
      return true;
    default:
      return node.type.startsWith("Import") || (node.type.startsWith("TS") && !node.type.endsWith("Expression"));
  }
}

/** The last name of `a.b.c`, the text of a key. */
function nameOf(node: Node): string {
  if (node.type === "MemberExpression") return nameOf(node.property as Node);
  return String(node.name ?? node.value ?? "");
}

function isLog({ type, object }: Node): boolean {
  return type === "MemberExpression" && LOGS.has(nameOf(object as Node));
}

function childrenOf(node: Node): readonly Node[] {
  if (node.type === "BinaryExpression" && /^[=!]==?$/.test(String(node.operator))) {
    return [node.left, node.right].filter((side) => !isString(side as Node)) as Node[];
  }
  if (node.type === "SwitchCase") return node.consequent as readonly Node[];
  if (node.type === "Property") return [node.value as Node];
  return Object.values(node)
    .flat()
    .filter((value): value is Node => typeof (value as Node | null)?.type === "string");
}
