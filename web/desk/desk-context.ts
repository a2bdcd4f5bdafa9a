import { createContext, useContext } from "react";
import type { Note } from "./desk-state.ts";
import type { Own } from "./own.ts";
import type { DeskIntegration, SetUp } from "./use-set-up.ts";

/** What all parts of the desk share. */
export interface DeskTools {
  /** Absent until it was read. */
  readonly setUp: SetUp | undefined;
  /** The extensions that are sat at. */
  readonly own: readonly Own[];
  /** Reads a call in full. */
  read(callId: string): Promise<void>;
  /** A note was saved. */
  noted(callId: string, note: Note): void;
}

export const DeskContext = createContext<DeskTools>({
  setUp: undefined,
  own: [],
  read: async () => {},
  noted: () => {},
});

export const useDeskTools = () => useContext(DeskContext);

/** An integration of the set-up, by its id. */
export function useIntegration(id: string | undefined): DeskIntegration | undefined {
  return useDeskTools().setUp?.integrations.find((one) => one.id === id);
}
