import { byArea } from "../../shared/words-by-area.ts";

export const WORDS = byArea(import.meta.glob("../../words/th/*.json", { eager: true, import: "default" }));
