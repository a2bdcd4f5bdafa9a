import type { Call } from "../../../shared/nouns.ts";
import { PhoneNumber } from "../../parts/phone-number.tsx";
import { Direction } from "./call-words.tsx";
import styles from "./calls.module.css";

/** Who talked: the other party's name over the number, and the name that the network sent where it is another, or the two extensions of an internal call. */
export function Party({ call, name = call.externalName }: { readonly call: Call; readonly name?: string }) {
  const internal = call.direction === "internal";
  const number = internal ? `${call.extension ?? ""} → ${call.dialledNumber}` : call.externalNumber;
  return (
    <span className={styles.party}>
      <Direction direction={call.direction} />
      <span className={styles.names}>
        <span className={styles.name}>{name || <PhoneNumber number={number} />}</span>
        {name && (
          <span className={styles.soft}>
            <PhoneNumber number={number} />
            {call.externalName && call.externalName !== name && <> · {call.externalName}</>}
          </span>
        )}
      </span>
    </span>
  );
}
