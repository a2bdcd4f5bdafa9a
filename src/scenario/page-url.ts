import type { ContactType } from "../domain/index.ts";
import { renderAddress } from "../request/index.ts";
import { findScenario, type Parameter } from "../template/index.ts";
import type { CompiledTemplate } from "./compile.ts";
import { idOf, idOutputOf } from "./contact-types.ts";
import { type RunScope, withRow } from "./scope.ts";

/**
 * Gives the page of the contact in a row: made from `URLFormat`, or taken from the output that `ContactFieldForUri` names.
 * Empty when there is no contact, no such setting, or what comes out is not an http(s) address. What stands in a contact's field anybody may
 * have written there, so it must lead to a host of the helpdesk: `hosts` are those that were asked.
 */
export function createPageUrl(
  compiled: CompiledTemplate,
  warn: (message: string) => void,
  hosts: () => readonly string[],
): (row: Readonly<Record<string, string>>, type: ContactType, scope: RunScope) => string {
  const parameters = findScenario(compiled.template, "SyncContactAuto")?.parameters ?? [];
  const find = (name: string): Parameter["value"] => parameters.findLast((one) => one.name === name)?.value;
  const format = find("URLFormat");
  const field = find("ContactFieldForUri")?.value ?? "";
  const byFormat =
    format && format.value.trim() !== "" && (field === "" || /format/i.test(find("ContactUrlType")?.value ?? ""));
  const template = byFormat ? compiled.text(format) : undefined;
  return (row, type, scope) => {
    const id = idOf(row, type);
    if (!template) return ofHelpdesk(safe(field === "" ? "" : (row[field] ?? "").trim(), warn), hosts(), warn);
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

function ofHelpdesk(url: string, hosts: readonly string[], warn: (message: string) => void): string {
  if (url === "") return "";
  const { hostname } = new URL(url);
  // A helpdesk that is asked at a bare address says nothing of the name under which people reach it.
  if (hosts.some((host) => isBareAddress(host) || isRelated(host, hostname))) return url;
  warn(
    `the contact's page is at ${hostname}, which is not the helpdesk's (${hosts.join(", ") || "none was asked"}), so it is not opened`,
  );
  return "";
}

/** One host, or one below the other, or both below one domain that is somebody's own (`api.acme.example` and `desk.acme.example`). */
function isRelated(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.endsWith(`.${b}`) || b.endsWith(`.${a}`)) return isOwn(a) && isOwn(b);
  const parent = a.slice(a.indexOf(".") + 1);
  return a.includes(".") && isOwn(parent) && parent === b.slice(b.indexOf(".") + 1);
}

function isBareAddress(host: string): boolean {
  return /^[\d.]+$/.test(host) || host.startsWith("[") || host === "localhost";
}

// "example.com" is somebody's, "com" and "co.th" are not: a country's second level is two or three letters.
function isOwn(domain: string): boolean {
  const labels = domain.split(".");
  const [second = "", top = ""] = labels.slice(-2);
  return labels.length >= (top.length === 2 && second.length <= 3 ? 3 : 2);
}

function safe(url: string, warn: (message: string) => void): string {
  if (url === "") return "";
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  warn("the contact's page is not an http or https address, so it is not opened");
  return "";
}
