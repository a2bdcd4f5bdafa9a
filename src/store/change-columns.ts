import type { ChangeBody } from "../domain/index.ts";

/** Writes one item of the live feed; its columns are those of {@link changeColumns}. */
export const INSERT_CHANGE = "INSERT INTO changes (at, kind, extension, body) VALUES (?, ?, ?, ?)";

/** The columns of one item of the live feed. `extension` is whose screen it concerns. */
export function changeColumns(at: number, body: ChangeBody): [number, string, string | null, string] {
  return [at, body.kind, body.kind === "popup" ? body.popup.extension : null, JSON.stringify(body)];
}
