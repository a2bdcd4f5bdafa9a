import { type PhoneEventBody, SCRIPTS, type ScriptName, writePhoneEvent } from "../../src/pbx/index.ts";
import type { PlacedCall } from "./history.ts";
import type { Random } from "./random.ts";

/** Some events that a gateway sends together, so many milliseconds of real time after the call began. */
export interface Parcel {
  readonly afterMs: number;
  readonly events: readonly PhoneEventBody[];
}

export interface ChaosCall {
  readonly id: string;
  /** `undefined` for a call between two extensions, which no helpdesk is to hear of. */
  readonly placed: PlacedCall | undefined;
  readonly parcels: readonly Parcel[];
}

const SHAPES: readonly ScriptName[] = [
  "answered",
  "answered",
  "missed",
  "missed",
  "busy",
  "gives-up",
  "transfer",
  "queue",
  "ring-group",
  "outbound-answered",
  "outbound-no-answer",
  "internal",
];

const EXTENSIONS = ["1001", "1002", "1003"];
const OLD_NUMBER_SHARE = 0.3;
const REPEATED_SHARE = 0.15;
const OUT_OF_ORDER_SHARE = 0.2;
/** A call of half a minute is played in half a second. */
const SPEED = 60;
const LATE_MS = 400;

/** Makes calls of all shapes; some numbers call again, some events come twice, late or in the wrong order. */
export function createCalls(random: Random, run: string, knownNumbers: readonly string[]) {
  const numbers = [...knownNumbers];
  let count = 0;
  return function nextCall(now: number): ChaosCall {
    const id = `${run}-${++count}`;
    const shape = random.pick(SHAPES);
    const isNew = !random.chance(OLD_NUMBER_SHARE);
    const number = isNew ? `+668${10_000_000 + count}` : random.pick(numbers);
    if (isNew) numbers.push(number);
    const [extension, toExtension, ...others] = random.shuffle(EXTENSIONS) as [string, string, string];
    const options = { number, extension, toExtension, others: [toExtension, ...others] };
    const timing = { ringSeconds: Math.ceil(random.between(1, 20)), talkSeconds: Math.ceil(random.between(1, 60)) };
    const { steps } = SCRIPTS[shape]({ ...options, ...timing });
    const parcels = steps.map(({ afterMs, event }, index) => ({
      afterMs: afterMs / SPEED,
      events: [
        writePhoneEvent({ ...event, key: `${id}/${index}`, pbxCallId: id, occurredAt: Math.round(now + afterMs) }),
      ],
    }));
    const direction = shape.startsWith("outbound") ? "outbound" : "inbound";
    return {
      id,
      placed: shape === "internal" ? undefined : { id, number, direction },
      parcels: disturb(parcels, random),
    };
  };
}

function disturb(parcels: readonly Parcel[], random: Random): Parcel[] {
  const all = parcels.flatMap((parcel): Parcel[] => {
    const late = { ...parcel, afterMs: parcel.afterMs + random.between(0, LATE_MS) };
    if (random.chance(REPEATED_SHARE)) return [parcel, late];
    return [random.chance(OUT_OF_ORDER_SHARE) ? late : parcel];
  });
  return all.toSorted((a, b) => a.afterMs - b.afterMs);
}
