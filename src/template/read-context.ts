import type { Diagnostic, Severity, Span } from "../base/index.ts";
import { findAttribute, type XmlElement } from "../xml/index.ts";
import type { TemplateCode } from "./codes.ts";
import type { Text } from "./model.ts";

/** Collects what the reader finds. */
export interface ReadContext {
  readonly diagnostics: Diagnostic[];
  report(code: TemplateCode, severity: Severity, span: Span, message: string, help: string): void;
}

export function createReadContext(): ReadContext {
  const diagnostics: Diagnostic[] = [];
  return {
    diagnostics,
    report(code, severity, span, message, help) {
      diagnostics.push({ code, severity, message, span, help });
    },
  };
}

/** The value of an attribute, trimmed; `undefined` when it is absent. */
export function attributeValue(element: XmlElement, name: string): string | undefined {
  return findAttribute(element, name)?.value.trim();
}

/** The value of an attribute with its place; `undefined` when it is absent. */
export function attributeText(element: XmlElement, name: string): Text | undefined {
  const attribute = findAttribute(element, name);
  if (!attribute) return undefined;
  return Object.freeze({ value: attribute.value, span: attribute.valueSpan, spanAt: attribute.spanAt });
}

/** An empty text that stands where its element begins, for an attribute that is absent. */
export function emptyText(element: XmlElement): Text {
  return Object.freeze({ value: "", span: element.openTag, spanAt: () => element.openTag });
}

/** The place of an attribute's value, or of the tag when the attribute is absent. */
export function placeOf(element: XmlElement, name: string): Span {
  return findAttribute(element, name)?.valueSpan ?? element.openTag;
}

/** Keeps the last of the items with the same key, at its place, and reports the earlier ones. */
export function keepLast<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  onDuplicate: (earlier: T, last: T) => void,
): T[] {
  const last = new Map<string, T>();
  for (const item of items) last.set(keyOf(item), item);
  return items.filter((item) => {
    const winner = last.get(keyOf(item)) as T;
    if (winner !== item) onDuplicate(item, winner);
    return winner === item;
  });
}

/** "line 4, column 7", to point from one place at another. */
export function placeWords(span: Span): string {
  return `line ${span.line}, column ${span.column}`;
}
