import { type Call, type FeatureSettings, toMatchKey } from "../../domain/index.ts";
import { filterHits } from "../../matching/index.ts";
import { findCompanyContacts, type Operation } from "../../store/index.ts";

/**
 * What the ordinary phonebooks of the call's PBX call the other party, if they know the number. It only names the caller on screen: such
 * a contact has no id in the helpdesk, so it answers no look-up.
 */
export function* findCompanyName(
  { connectionId, externalNumber }: Call,
  numbers: FeatureSettings["numbers"],
): Operation<string | undefined> {
  const key = toMatchKey(externalNumber, numbers.region);
  if (key === "") return undefined;
  const entries = yield* findCompanyContacts(connectionId, key);
  const contacts = entries.map(({ contact }) => contact);
  return filterHits(contacts, externalNumber, numbers).kept[0]?.name;
}
