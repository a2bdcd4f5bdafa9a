import { toExtensionNumber } from "../../domain/index.ts";
import type { PbxExtension } from "../connector.ts";

/**
 * Reads what `list_users` prints: a line of names, then a line for each user and group, parted by `|`. The directory knows no e-mail
 * addresses. A user of several groups or domains is listed once.
 */
export function readUsers(printed: string): PbxExtension[] {
  const [head = "", ...lines] = printed.split("\n").map((line) => line.trim());
  const names = head.split("|");
  const numberAt = names.indexOf("userid");
  const nameAt = names.indexOf("effective_caller_id_name");
  const found = new Map<string, PbxExtension>();
  if (numberAt < 0) return [];
  for (const line of lines) {
    const fields = line.split("|");
    const number = fields[numberAt]?.trim();
    if (!number || fields.length < names.length || found.has(number)) continue;
    found.set(number, { number: toExtensionNumber(number), name: fields[nameAt]?.trim() ?? "", email: "" });
  }
  return [...found.values()];
}
