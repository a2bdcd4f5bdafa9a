import type { Extension } from "../../domain/index.ts";
import type { PbxExtension } from "../../pbx/index.ts";

/** What becomes of the extensions of a connection when its PBX has listed them. */
export interface ExtensionChanges {
  readonly saved: readonly Extension[];
  readonly removed: readonly Extension[];
}

/**
 * Name and e-mail are the PBX's where it has them; what it does not know stays as somebody wrote it, and so does the pop-up setting.
 * An extension that the PBX has told of before and does not have any more is removed; one that was entered by hand stays. An empty list is
 * a fault of the reading and changes nothing.
 */
export function mergeExtensions(known: readonly Extension[], listed: readonly PbxExtension[]): ExtensionChanges {
  if (listed.length === 0) return { saved: [], removed: [] };
  const byNumber = new Map(known.map((one) => [one.number, one]));
  const saved = listed.flatMap((one): Extension[] => {
    const before = byNumber.get(one.number);
    const after: Extension = {
      ...before,
      number: one.number,
      name: one.name || before?.name || "",
      email: one.email || before?.email || "",
      origin: "pbx",
    };
    const same = before?.name === after.name && before.email === after.email && before.origin === "pbx";
    return same ? [] : [after];
  });
  const there = new Set(listed.map(({ number }) => number));
  return { saved, removed: known.filter(({ number, origin }) => origin === "pbx" && !there.has(number)) };
}
