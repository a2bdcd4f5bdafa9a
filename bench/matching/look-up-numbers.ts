import type { Contact } from "../../src/domain/index.ts";
import {
  AT_SWITCHBOARD,
  createDraws,
  makePages,
  readPage,
  respell,
  SWITCHBOARD,
  toNumbers,
  toStrangersNumber,
} from "./contacts.ts";

/** A number as a telephone system hands it over, and the contact who has it, if anybody. */
export interface NumberToFind {
  readonly written: string;
  readonly owner: string | undefined;
}

const draw = createDraws();

/** Numbers of contacts drawn by lot, in spellings drawn by lot; the switchboard is not among them. */
export function pickKnown(contacts: number, count: number): NumberToFind[] {
  return Array.from({ length: count }, () => {
    const at = draw(contacts);
    return {
      written: respell(toNumbers(at)[draw(at < AT_SWITCHBOARD ? 2 : 3)] as string, draw(100)),
      owner: String(at),
    };
  });
}

export function pickStrangers(count: number): NumberToFind[] {
  return Array.from({ length: count }, (_, at) => ({
    written: respell(toStrangersNumber(at), draw(100)),
    owner: undefined,
  }));
}

/** The number that a whole company shows. */
export function pickSwitchboard(count: number): NumberToFind[] {
  return Array.from({ length: count }, () => ({ written: respell(SWITCHBOARD, draw(100)), owner: "0" }));
}

/** Contacts of the first pages, to be written again unchanged. */
export function makeSavedAgain(contacts: number, count: number): Contact[] {
  const again: Contact[] = [];
  for (const page of makePages(Math.min(contacts, count))) again.push(...readPage(page));
  return again;
}
