export * from "./model.ts";
export { readTemplate, type TemplateReading } from "./read.ts";
