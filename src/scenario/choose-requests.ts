import { DeskbellError } from "../base/index.ts";
import { type Request, requestExtensions, type Scenario } from "../template/index.ts";

/** Scenarios that only look something up. */
const READING: ReadonlySet<string> = new Set(["UserAssociation", "SyncContactAuto", "SearchContact"]);

export function isReading(scenarioId: string): boolean {
  return READING.has(scenarioId);
}

const UPDATE_TICKET = "UpdateTicket";

/**
 * The requests of a scenario to run, in order. Named ones in the order of the names; contact types that the template does not have are
 * passed over as long as one is there. Without names: all that are not reached from another one (`Next`), do not look for earlier effects,
 * do not revise what others make and do not hand over recordings. Throws `REQUEST_MISSING`.
 */
export function chooseRequests(scenario: Scenario, names: readonly string[] | undefined): readonly Request[] {
  if (names === undefined) {
    const reached = new Set(scenario.requests.map(({ next }) => next));
    return scenario.requests.filter(
      (request) =>
        !reached.has(request.name) &&
        request.name !== UPDATE_TICKET &&
        requestExtensions(request).updates === undefined &&
        requestExtensions(request).recordingUpload === undefined &&
        !isFinder(request),
    );
  }
  const found = names.flatMap((name) => scenario.requests.filter((request) => isCalled(request, name)));
  if (found.length > 0 || names.length === 0) return found;
  const there = scenario.requests.map(({ name }) => name).join(", ") || "none";
  throw new DeskbellError(
    "REQUEST_MISSING",
    `scenario "${scenario.id}" has no request named ${names.map((name) => `"${name}"`).join(" or ")}; it has ${there}`,
  );
}

/** It only looks whether something is there, in whatever scenario it stands. */
export function isFinder(request: Request): boolean {
  return requestExtensions(request).findsEarlier !== undefined;
}

function isCalled(request: Request, name: string): boolean {
  const own = request.name.toLowerCase();
  const wanted = name.toLowerCase();
  return own === wanted || own === `searchcontact_${wanted}`;
}
