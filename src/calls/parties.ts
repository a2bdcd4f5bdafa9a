import type { Direction, ExtensionNumber } from "../domain/index.ts";
import type { Facts } from "./facts.ts";
import { compareMarks } from "./marks.ts";

/** Numbers of up to so many digits are internal when nothing else tells. */
const MAX_DIGITS_OF_EXTENSION = 6;

/** Who takes part, as far as it has been told. */
export interface Parties {
  readonly direction: Direction;
  /** As the PBX wrote them; empty when withheld or never told. */
  readonly from: string;
  readonly to: string;
  /** The party outside the company; empty for internal calls. */
  readonly external: string;
  readonly externalName: string;
  /** The extension that placed the call (outbound and internal). */
  readonly caller?: ExtensionNumber;
}

/** Derives the parties; a direction that was never told follows from which of the numbers are extensions. */
export function toParties(facts: Facts): Parties {
  const from = facts.said.from?.value ?? "";
  const to = facts.said.to?.value ?? "";
  const direction = facts.said.direction?.value ?? inferDirection(facts, from, to);
  const caller = direction === "inbound" ? undefined : callerOf(facts, from);
  return {
    direction,
    from,
    to,
    external: direction === "inbound" ? from : direction === "outbound" ? to : "",
    externalName: direction === "inbound" ? (facts.said.callerName?.value ?? "") : "",
    ...(caller !== undefined && { caller }),
  };
}

function inferDirection(facts: Facts, from: string, to: string): Direction {
  const extensions = extensionsIn(facts);
  if (!isInternal(from, extensions)) return "inbound";
  if (extensions.has(to)) return "internal";
  // A short number behind a trunk is a service number such as 1669; without a trunk it is a queue or another extension.
  return isInternal(to, extensions) && facts.said.trunk === undefined ? "internal" : "outbound";
}

function isInternal(number: string, extensions: ReadonlySet<string>): boolean {
  return extensions.has(number) || (/^\d+$/.test(number) && number.length <= MAX_DIGITS_OF_EXTENSION);
}

function extensionsIn(facts: Facts): Set<string> {
  const marks = Object.values(facts.marks).flat();
  const told = marks.flatMap(([_at, extension]) => extension || []);
  const handedTo = (facts.marks.transferred ?? []).flatMap(([_at, _from, _leg, to]) => to || []);
  return new Set([...told, ...handedTo]);
}

function callerOf(facts: Facts, from: string): ExtensionNumber | undefined {
  if (isInternal(from, extensionsIn(facts))) return from as ExtensionNumber;
  const [first] = Object.values(facts.marks)
    .map((marks) => marks.find(([_at, extension]) => extension !== ""))
    .filter((mark) => mark !== undefined)
    .sort(compareMarks);
  return first?.[1] as ExtensionNumber | undefined;
}
