import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { DeskbellError } from "../base/index.ts";

/** Which addresses requests may go to. */
export interface TargetPolicy {
  /** Lets requests go to this machine and the local network. Only the operator sets it, never a template. */
  readonly allowPrivateNetworkTargets: boolean;
}

/** A checked place to connect to. */
export interface Target {
  readonly address: string;
  readonly family: 4 | 6;
}

export type Resolve = (host: string) => Promise<readonly { readonly address: string }[]>;

const resolveAll: Resolve = (host) => lookup(host, { all: true, verbatim: true });

/**
 * Resolves a host once and gives the addresses to connect to. Throws `TARGET_REFUSED` when any of them is not a public one,
 * so that a name that answers with a public and an internal address does not slip through (OWASP SSRF; RFC 6890 for the ranges).
 * The caller connects to the addresses given here and to no other: the name is not resolved again.
 */
export async function checkTarget(
  host: string,
  policy: TargetPolicy,
  resolve: Resolve = resolveAll,
): Promise<readonly Target[]> {
  const bare = host.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  const addresses = isIP(bare) ? [{ address: bare }] : await resolve(bare);
  if (addresses.length === 0) throw refused(host, "no address");
  return addresses.map(({ address }) => {
    if (!policy.allowPrivateNetworkTargets && !isPublicAddress(address)) throw refused(host, address);
    return { address, family: isIP(address) === 6 ? 6 : 4 };
  });
}

/** Whether an address is one of the public internet's; everything that stands for or wraps another address is not. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  return parsed.range() === "unicast" && !isWrapped(address) && parsed.toString() !== AZURE_HOST;
}

/** Of Azure's own machine beneath each virtual one; it gives out certificates and settings, but stands in a public range. */
const AZURE_HOST = "168.63.129.16";

// IPv4 inside IPv6 in the forms that ipaddr.js calls unicast: compatible (::a.b.c.d) and locally chosen NAT64 prefixes (RFC 8215).
function isWrapped(address: string): boolean {
  const parsed = ipaddr.parse(address);
  if (!(parsed instanceof ipaddr.IPv6)) return false;
  const compatible = parsed.match(ipaddr.IPv6.parse("::"), 96);
  const nat64 = parsed.match(ipaddr.IPv6.parse("64:ff9b:1::"), 48) || parsed.match(ipaddr.IPv6.parse("64:ff9b::"), 96);
  return compatible || nat64 || parsed.match(ipaddr.IPv6.parse("fec0::"), 10);
}

function refused(host: string, address: string): DeskbellError {
  return new DeskbellError(
    "TARGET_REFUSED",
    `${host} leads to ${address}, which is not a public address; if this helpdesk stands in your own network, allow it with --allow-private-targets or DESKBELL_ALLOW_PRIVATE_TARGETS=1`,
  );
}
