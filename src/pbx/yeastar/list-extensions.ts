import { toExtensionNumber } from "../../domain/index.ts";
import type { PbxExtension } from "../connector.ts";
import type { YeastarApi } from "./api.ts";
import { extensionRowSchema } from "./wire.ts";

/** All extensions, page by page. */
export async function listExtensions(api: YeastarApi): Promise<PbxExtension[]> {
  const query = { sort_by: "number", order_by: "asc" };
  const { rows } = await api.list({ path: "extension/list", query }, extensionRowSchema);
  return rows.map((row) => ({
    number: toExtensionNumber(row.number),
    name: row.caller_id_name,
    email: row.email_addr,
  }));
}
