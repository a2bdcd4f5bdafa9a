export type { NumberingSettings } from "./numbering.ts";
export { readAmiStream } from "./read-stream.ts";
