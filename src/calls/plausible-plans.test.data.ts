import fc from "fast-check";
import { type Call, type Disposition, type ExtensionNumber, toExtensionNumber } from "../domain/index.ts";

export const EXTENSIONS: readonly [ExtensionNumber, ExtensionNumber, ...ExtensionNumber[]] = [
  toExtensionNumber("2001"),
  toExtensionNumber("2002"),
  toExtensionNumber("2003"),
  toExtensionNumber("2004"),
];

type Valued<T> = T extends fc.Arbitrary<infer Value> ? Value : never;

const seconds = (max: number) => fc.integer({ min: 1, max });
const someone = fc.constantFrom(...EXTENSIONS);
const some = fc.uniqueArray(someone, { minLength: 1, maxLength: 3 });

/** What a PBX tells of its calls: some tell all of it, some hardly anything. */
export const anyStyle = fc.record(
  {
    /** Which events say who calls whom. */
    parties: fc.constantFrom("every event", "first event", "first two events"),
    direction: fc.boolean(),
    legIds: fc.boolean(),
    left: fc.boolean(),
    transferred: fc.constantFrom("no", "yes", "with the numbers of the new part"),
    disposition: fc.constantFrom("end and summary", "end", "summary", "none"),
    summary: fc.constantFrom("none", "short", "full", "one for each talk"),
    queueAnswers: fc.boolean(),
  },
  { noNullPrototype: true },
);
export type Style = Valued<typeof anyStyle>;

/** What happens in a call; holding it tells nothing, so it is not among this. */
export const anyPlan = fc.record(
  {
    direction: fc.constantFrom<Call["direction"][]>("inbound", "inbound", "inbound", "outbound", "internal"),
    throughQueue: fc.boolean(),
    /** Who rings in vain before the last ring. */
    inVain: fc.array(
      fc.record({
        who: some,
        ringSeconds: seconds(30),
        reason: fc.constantFrom("no-answer" as const, "busy" as const, "declined" as const),
      }),
      { maxLength: 2 },
    ),
    /** Who rings then; the first answers. */
    group: some,
    ringSeconds: seconds(40),
    outcome: fc.constantFrom<Disposition[]>(
      "answered",
      "answered",
      "answered",
      "no-answer",
      "voicemail",
      "busy",
      "failed",
    ),
    talkSeconds: seconds(300),
    /** The call is handed on: after asking, or blindly. */
    handedOn: fc.array(
      fc.record({ to: someone, asks: fc.boolean(), ringSeconds: seconds(20), talkSeconds: seconds(200) }),
      { maxLength: 3 },
    ),
    /** The last to whom it is handed does not answer. */
    lastIsInVain: fc.boolean(),
  },
  { noNullPrototype: true },
);
export type Plan = Valued<typeof anyPlan>;
