import { useSyncExternalStore } from "react";
import { onOpening, readOpenings } from "./once.ts";

/** What became of pages that were to open by themselves, by the pop-up's id. */
export const useOpenings = () => useSyncExternalStore(onOpening, readOpenings);
