import type { Change } from "../domain/index.ts";

/** What a subscriber wants to hear of. */
export interface Interest {
  /** Only pop-ups of this extension, and everything that is not a pop-up. */
  readonly extension?: string;
  /** Only changes of these kinds. */
  readonly kinds?: readonly Change["kind"][];
}

/** Whether a change concerns a subscriber. */
export function concerns({ extension, kinds }: Interest, change: Change): boolean {
  if (kinds && !kinds.includes(change.kind)) return false;
  return extension === undefined || change.kind !== "popup" || change.popup.extension === extension;
}

/** Those who are up to date, kept so that a change visits only whom it concerns: a pop-up one agent, not two thousand. */
export interface Audience<T extends Interest> {
  add(member: T): void;
  delete(member: T): void;
  /** Calls `visit` with each member whom the change concerns; members may leave meanwhile. */
  visit(change: Change, visit: (member: T) => void): void;
}

export function createAudience<T extends Interest>(): Audience<T> {
  const shelves = new Map<string, Set<T>>();
  return {
    add(member) {
      for (const name of shelvesOf(member)) {
        const shelf = shelves.get(name);
        if (shelf) shelf.add(member);
        else shelves.set(name, new Set([member]));
      }
    },
    delete(member) {
      for (const name of shelvesOf(member)) {
        const shelf = shelves.get(name);
        if (shelf?.delete(member) && shelf.size === 0) shelves.delete(name);
      }
    },
    visit(change, visit) {
      const names = change.kind === "popup" ? ["popup", popupsOf(change.popup.extension)] : [OTHERS, change.kind];
      for (const name of names) for (const member of shelves.get(name) ?? []) visit(member);
    },
  };
}

/** For members who want every kind: whatever is not a pop-up. */
const OTHERS = "others";

const popupsOf = (extension: string): string => `popup ${extension}`;

function shelvesOf({ extension, kinds }: Interest): string[] {
  const popups = extension === undefined ? "popup" : popupsOf(extension);
  return kinds ? kinds.map((kind) => (kind === "popup" ? popups : kind)) : [popups, OTHERS];
}
