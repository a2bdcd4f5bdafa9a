import type { Connection } from "../../store/index.ts";

/** Whether the PBX hands out recordings by the file names that it tells. */
export function canDeliver({ kind, settings }: Pick<Connection, "kind" | "settings">): boolean {
  return kind === "yeastar" || (kind === "asterisk" && typeof settings.recordingsFolder === "string");
}
