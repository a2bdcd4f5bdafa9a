import { byArea } from "../../shared/words-by-area.ts";

export const WORDS = byArea(
  import.meta.glob("../../words/en/{common,desk,session}.json", { eager: true, import: "default" }),
);
