import type { Catalogue } from "./server-words.ts";

const files = import.meta.glob<Catalogue>("../words/th/server/*.json", { eager: true, import: "default" });

/** The server's sentences in Thai: a chunk of its own, which only Thai pages load. */
export const CATALOGUE: Catalogue = Object.assign({}, ...Object.values(files));
