import type { ContactType } from "../domain/index.ts";
import { renderAddress } from "../request/index.ts";
import { findScenario, type Parameter } from "../template/index.ts";
import type { CompiledTemplate } from "./compile.ts";
import { idOf, idOutputOf } from "./contact-types.ts";
import { type RunScope, withRow } from "./scope.ts";

/**
 * Gives the page of the contact in a row: made from `URLFormat`, or taken from the output that `ContactFieldForUri` names.
 * Empty when there is no contact, no such setting, or what comes out is not an http(s) address.
 */
export function createPageUrl(
  compiled: CompiledTemplate,
  scope: RunScope,
  warn: (message: string) => void,
): (row: Readonly<Record<string, string>>, type: ContactType) => string {
  const parameters = findScenario(compiled.template, "SyncContactAuto")?.parameters ?? [];
  const find = (name: string): Parameter["value"] => parameters.findLast((one) => one.name === name)?.value;
  const format = find("URLFormat");
  const field = find("ContactFieldForUri")?.value ?? "";
  const byFormat =
    format && format.value.trim() !== "" && (field === "" || /format/i.test(find("ContactUrlType")?.value ?? ""));
  const template = byFormat ? compiled.text(format) : undefined;
  return (row, type) => {
    const id = idOf(row, type);
    if (!template) return safe(field === "" ? "" : (row[field] ?? ""), warn);
    if (id === "") return "";
    const own = withRow(scope, { ...row, ContactId: id, [idOutputOf(type)]: id, ContactSyncType: type });
    const address = renderAddress(template, { ...own, warn });
    if ("reason" in address) {
      warn(`the contact's page: ${address.reason}`);
      return "";
    }
    return safe(address.url, warn);
  };
}

function safe(url: string, warn: (message: string) => void): string {
  if (url === "") return "";
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  warn("the contact's page is not an http or https address, so it is not opened");
  return "";
}
