/// <reference types="vite/client" />

declare module "virtual:theme-variables.css" {}

declare module "virtual:help-pages" {
  /** Loads each page of the documentation that the console shows, by its name. */
  export const PAGES: Readonly<
    Record<string, () => Promise<{ readonly blocks: readonly import("./build/markdown.ts").Block[] }>>
  >;
}
