export { openYeastarDouble, type YeastarDouble, type YeastarDoubleOptions } from "./double.ts";
export { YEASTAR_SCRIPTS } from "./scripts.ts";
