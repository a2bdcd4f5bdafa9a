import { convertCssVariables, DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from "@mantine/core";
import type { Plugin } from "vite";
import { resolveVariables, theme } from "../console/theme.ts";

const VARIABLES = "virtual:theme-variables.css";
const ADOPTED = /InlineStyles\/InlineStyles\.mjs$/;
const SINGLETON = "react-style-singleton";

/**
 * Mantine writes some of its styles into `<style>` elements at run time, which the pages' content policy forbids. Here its theme
 * becomes a style sheet when the pages are built, and what depends on a component's properties goes in as a constructed sheet.
 */
export function mantineWithoutInline(): Plugin {
  const own = (name: string) => new URL(`../console/styles/${name}`, import.meta.url).pathname;
  return {
    name: "mantine-without-inline",
    enforce: "pre",
    resolveId(source) {
      if (source === VARIABLES) return `\0${VARIABLES}`;
      if (ADOPTED.test(source)) return own("inline-styles.ts");
      return source === SINGLETON ? own("style-singleton.ts") : undefined;
    },
    load(id) {
      return id === `\0${VARIABLES}` ? renderVariables() : undefined;
    },
  };
}

function renderVariables(): string {
  const merged = mergeMantineTheme(DEFAULT_THEME, theme);
  const made = defaultCssVariablesResolver(merged);
  const changed = resolveVariables();
  return convertCssVariables(
    {
      variables: { ...made.variables, ...changed.variables },
      light: { ...made.light, "--mantine-color-scheme": "light", ...changed.light },
      dark: { ...made.dark, "--mantine-color-scheme": "dark", ...changed.dark },
    },
    ":root",
  );
}
