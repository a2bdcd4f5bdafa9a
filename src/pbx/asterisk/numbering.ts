/** What a channel is for us. `local` is a piece of the dialplan that Asterisk treats like a phone; nobody is at its end. */
export type Party =
  | { readonly kind: "extension"; readonly number: string }
  | { readonly kind: "trunk"; readonly name: string }
  | { readonly kind: "local" };

/** How the administrator tells phones and trunks apart; what is left out follows from names that are common. */
export interface NumberingSettings {
  /** Names of trunks (endpoints, peers), such as `trunk` of `PJSIP/trunk-0000001a`. */
  readonly trunks?: readonly string[] | undefined;
  /** A regular expression for the names of the phones' endpoints; its first group, where it has one, is the extension's number. */
  readonly extensionPattern?: string | undefined;
  /** Contexts of the phones: who is in them and is no trunk by name is an extension. */
  readonly internalContexts?: readonly string[] | undefined;
}

export interface Numbering {
  /** `context` and `callerNumber` are the channel's, as far as they are told. */
  partyOf(channel: string, context?: string, callerNumber?: string): Party;
  /** Whether a dialled number can be an extension. */
  isInternal(number: string): boolean;
}

/** Extensions have two to six digits where nobody says otherwise. */
const DEFAULT_PATTERN = /^\d{2,6}$/;
const DEFAULT_INTERNAL = ["internal", "from-internal"];
const TRUNK_CONTEXT = /^(?:from-(?:trunk|pstn|external|did)|incoming|inbound|public)/i;

/** Kinds of channels that a phone may have. Others (DAHDI, a gateway) are lines to the outside. */
const PHONE_TECHNOLOGY = /^(?:PJSIP|SIP|IAX2|SCCP|Skinny|WebSocket)$/i;

/** Makes the rules of one PBX. `extensionPattern` must be a valid expression. */
export function createNumbering(settings: NumberingSettings = {}): Numbering {
  const trunks = new Set(settings.trunks);
  const pattern = settings.extensionPattern === undefined ? DEFAULT_PATTERN : new RegExp(settings.extensionPattern);
  const internal = new Set(settings.internalContexts ?? DEFAULT_INTERNAL);
  const numberIn = (name: string) => {
    const found = pattern.exec(name);
    return found ? (found[1] ?? found[0]) : undefined;
  };

  function partyOf(channel: string, context = "", callerNumber = ""): Party {
    const { technology, peer } = splitChannel(channel);
    if (technology === "Local") return { kind: "local" };
    const trunk: Party = { kind: "trunk", name: peer || technology };
    if (trunks.has(peer) || !PHONE_TECHNOLOGY.test(technology)) return trunk;
    const number = numberIn(peer);
    if (number !== undefined) return TRUNK_CONTEXT.test(context) ? trunk : { kind: "extension", number };
    if (!internal.has(context)) return trunk;
    // An endpoint with a name of letters is known by the number that it shows.
    const shown = numberIn(callerNumber);
    if (shown !== undefined) return { kind: "extension", number: shown };
    return settings.internalContexts ? { kind: "extension", number: peer } : trunk;
  }

  return { partyOf, isInternal: (number) => numberIn(number) !== undefined || /^[*#]/.test(number) };
}

/** `PJSIP/trunk-0000001a` is of technology PJSIP and belongs to the endpoint `trunk`. */
function splitChannel(channel: string): { readonly technology: string; readonly peer: string } {
  const slash = channel.indexOf("/");
  const rest = channel.slice(slash + 1).replace(/(?:<ZOMBIE>|<MASQ>)$/, "");
  const technology = slash < 0 ? "" : channel.slice(0, slash);
  const suffix = /^IAX2$/i.test(technology) ? /-\d{1,5}$/ : /-[0-9a-f]{6,16}(?:;[12])?$/i;
  return { technology, peer: rest.replace(suffix, "").replace(/@.*$/, "") };
}
