import { readElement, readKey, readMembers, readQuery } from "./lex.ts";
import { MAX_DEPTH, MAX_PATH_LENGTH } from "./limits.ts";
import { isModifier, MODIFIER_NAMES } from "./modifiers/names.ts";
import { createSubpath, planOf } from "./parse.ts";
import { isValidJson } from "./valid.ts";

export type PathProblemCode =
  | "path-too-long"
  | "path-too-deep"
  | "bracket-not-closed"
  | "component-empty"
  | "modifier-unknown"
  | "argument-not-json"
  | "literal-unknown"
  | "text-ignored"
  | "query-value"
  | "query-operator"
  | "backslash-lonely"
  | "jsonpath-spelling";

/** A place of a path that is surely not what its author meant. */
export interface PathProblem {
  readonly code: PathProblemCode;
  /** Where in the path, in UTF-16 code units from 0. */
  readonly offset: number;
  readonly length: number;
  /** What is wrong and what to write instead. */
  readonly message: string;
}

/**
 * Finds mistakes in a path. GJSON itself takes every path and then finds nothing, or something else; this is an aid for the
 * person who writes one. Problems come in the order of their places; a path without problems gives none.
 */
export function validatePath(path: string): PathProblem[] {
  if (path.length > MAX_PATH_LENGTH) {
    const message = `the path has ${path.length} characters; more than ${MAX_PATH_LENGTH} are not evaluated`;
    return [{ code: "path-too-long", offset: MAX_PATH_LENGTH, length: path.length - MAX_PATH_LENGTH, message }];
  }
  const linter = new Linter();
  linter.checkPath(path, 0, 0);
  return linter.problems.sort((a, b) => a.offset - b.offset);
}

class Linter {
  readonly problems: PathProblem[] = [];

  #report(code: PathProblemCode, offset: number, length: number, message: string): void {
    this.problems.push({ code, offset, length, message });
  }

  /** A whole path: alternately a piece that makes a value, and the path that is asked of it. */
  checkPath(path: string, base: number, depth: number): void {
    let text = path;
    let at = base;
    for (;;) {
      if (depth > MAX_DEPTH) {
        this.#report("path-too-deep", at, text.length, `brackets are nested deeper than ${MAX_DEPTH} levels`);
        return;
      }
      const length = this.#checkPiece(text, at, depth, at === base);
      if (length >= text.length) return;
      if (!/^[.|]/.test(text.slice(length))) {
        this.#report("text-ignored", at + length, text.length - length, "a dot or a pipe is missing before this text");
        return;
      }
      at += length + 1;
      text = text.slice(length + 1);
      if (text === "") {
        this.#report("component-empty", at - 1, 1, "the path ends with a separator; take it away");
        return;
      }
    }
  }

  /** One piece up to its separator; gives its length. */
  #checkPiece(text: string, at: number, depth: number, isFirst: boolean): number {
    if (isFirst && text.startsWith(".."))
      return text.length > 2 ? 2 + this.#checkPiece(text.slice(2), at + 2, depth, false) : 2;
    const first = text.charAt(0);
    if (text.length > 1) {
      if (first === "@") return this.#checkModifier(text, at);
      if (first === "!") return this.#checkLiteral(text, at);
      if (first === "{" || first === "[") return this.#checkMultipath(text, at, depth);
    }
    if (/^#[([]/.test(text)) return this.#checkQuery(text, at, depth);
    if (first === "#") {
      const { separator, next } = readElement(text);
      return separator === "end" ? text.length : next - 1;
    }
    return this.#checkKey(text, at, isFirst);
  }

  #checkKey(text: string, at: number, isFirst: boolean): number {
    const { name, separator, next } = readKey(text);
    const length = separator === "end" ? text.length : next - 1;
    const written = text.slice(0, length);
    if (written === "" && text !== "") {
      this.#report("component-empty", at, 1, 'there is nothing before this separator; it asks for a member named ""');
    }
    if (/^(?:[^\\]|\\[\s\S])*\\$/.test(written)) {
      this.#report(
        "backslash-lonely",
        at + length - 1,
        1,
        "a backslash at the end takes nothing; write two for a backslash",
      );
    }
    const index = /^(.+)\[(\d+|\*)\]$/.exec(written);
    if (index) {
      const better = `${index[1]}.${index[2] === "*" ? "#" : index[2]}`;
      this.#report(
        "jsonpath-spelling",
        at,
        length,
        `"${written}" asks for a member of that name; for an element write "${better}"`,
      );
    }
    if (isFirst && name === "$" && separator !== "end") {
      this.#report("jsonpath-spelling", at, 1, 'GJSON has no "$" for the document; begin with the first name');
    }
    return length;
  }

  #checkQuery(text: string, at: number, depth: number): number {
    const read = readQuery(text);
    if (!read) {
      this.#report("bracket-not-closed", at + 1, 1, `the query "${excerpt(text)}" has no closing bracket`);
      return text.length;
    }
    const { query, end } = read;
    if (query.path !== "") this.checkPath(query.path, at + text.indexOf(query.path, 2), depth + 1);
    this.#checkQueryValue(query.operator, query.rawValue, at, end);
    const length = end + (query.all ? 1 : 0);
    const { separator, next } = readElement(text);
    const stop = separator === "end" ? text.length : next - 1;
    if (stop > length) {
      this.#report(
        "text-ignored",
        at + length,
        stop - length,
        "text between a query and the next separator is ignored",
      );
    }
    return stop;
  }

  #checkQueryValue(operator: string, raw: string, at: number, length: number): void {
    if (operator === "!") {
      this.#report("query-operator", at, length, '"!" is no operator of its own; write !=, !% or nothing');
    } else if (raw.startsWith("~") && !/^~(?:true|false|null|\*)$/.test(raw)) {
      this.#report("query-value", at, length, `"${excerpt(raw)}" is none of ~true, ~false, ~null and ~*`);
    } else if (raw.startsWith('"') && !isValidJson(raw, 0, raw.length) && !/^"(?:[^"\\]|\\[\s\S])*"$/.test(raw)) {
      const message = `the value ${excerpt(raw)} is not one quoted text; a query has one condition, without && and ||`;
      this.#report("query-value", at, length, message);
    }
  }

  #checkModifier(text: string, at: number): number {
    const name = /^@([^.|:]*)/.exec(text)?.[1] ?? "";
    const after = text.slice(name.length + 1);
    if (!isModifier(name)) {
      const similar = MODIFIER_NAMES.find((known) => isOneEditAway(known, name));
      if (similar !== undefined || after.startsWith(":")) {
        const hint = similar === undefined ? "" : `did you mean "@${similar}"? `;
        const message = `there is no modifier "@${name}"; ${hint}for a member of that name write "\\@${name}"`;
        this.#report("modifier-unknown", at, name.length + 1, message);
      }
      return this.#checkKey(text, at, false);
    }
    const plan = planOf(createSubpath(text));
    if (plan.kind !== "modifier" || !after.startsWith(":")) return name.length + 1;
    const { argument } = plan;
    if (/^[{["]/.test(argument) && !isValidJson(argument, 0, argument.length)) {
      const message = `the argument ${excerpt(argument)} of "@${name}" is not valid JSON`;
      this.#report("argument-not-json", at + name.length + 2, argument.length, message);
    }
    return name.length + 2 + argument.length;
  }

  #checkLiteral(text: string, at: number): number {
    const plan = planOf(createSubpath(text));
    if (plan.kind !== "literal") {
      const message = `"${excerpt(text)}" is no JSON value after "!"; for a member of that name write "\\${excerpt(text)}"`;
      this.#report("literal-unknown", at, text.length, message);
      return this.#checkKey(text, at, false);
    }
    if (!isValidJson(plan.raw, 0, plan.raw.length)) {
      this.#report("literal-unknown", at + 1, plan.raw.length, `the literal ${excerpt(plan.raw)} is not valid JSON`);
    }
    return plan.raw.length + 1;
  }

  #checkMultipath(text: string, at: number, depth: number): number {
    const read = readMembers(text);
    if (!read) {
      this.#report("bracket-not-closed", at, 1, `"${excerpt(text)}" has no closing bracket, so the whole path is lost`);
      return text.length;
    }
    for (const member of read.members) {
      if (member.path !== "") this.checkPath(member.path, at + member.at, depth + 1);
    }
    return read.end;
  }
}

function excerpt(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function isOneEditAway(known: string, written: string): boolean {
  if (written.length < 3 || Math.abs(known.length - written.length) > 1) return false;
  let same = 0;
  while (same < known.length && known[same] === written[same]) same++;
  const knownRest = known.slice(same);
  const writtenRest = written.slice(same);
  return (
    knownRest.slice(1) === writtenRest ||
    knownRest === writtenRest.slice(1) ||
    knownRest.slice(1) === writtenRest.slice(1)
  );
}
