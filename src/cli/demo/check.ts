import type { Change, Popup } from "../../domain/index.ts";
import type { DemoCall } from "./program.ts";

/** What a set of demo calls left behind. */
export interface Effects {
  readonly popups: readonly string[];
  readonly contacts: number;
  readonly tickets: number;
  readonly journals: number;
}

/** Adds up what the calls must leave behind. */
export function sumExpected(calls: readonly DemoCall[]): Effects {
  return {
    popups: calls.flatMap((one) => one.expected.popups).sort(),
    contacts: calls.reduce((sum, one) => sum + one.expected.contacts, 0),
    tickets: calls.reduce((sum, one) => sum + one.expected.tickets, 0),
    journals: calls.reduce((sum, one) => sum + one.expected.journals, 0),
  };
}

/** The extensions that were shown a contact's page, each pop-up counted once. */
export function toPopupExtensions(changes: readonly Change[]): string[] {
  const latest = new Map<string, Popup>();
  for (const change of changes) if (change.kind === "popup") latest.set(change.popup.id, change.popup);
  return [...latest.values()]
    .filter((popup) => popup.url !== "")
    .map((popup) => popup.extension as string)
    .sort();
}

/** Each difference in a sentence; empty when everything is as expected. */
export function compareEffects(expected: Effects, found: Effects): string[] {
  const differences: string[] = [];
  for (const name of ["contacts", "tickets", "journals"] as const) {
    if (expected[name] !== found[name]) differences.push(`${name}: expected ${expected[name]}, found ${found[name]}`);
  }
  if (expected.popups.join() !== found.popups.join()) {
    differences.push(
      `pop-ups: expected on ${expected.popups.join(", ")}, found on ${found.popups.join(", ") || "none"}`,
    );
  }
  return differences;
}
