import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import type { Plugin } from "vite";
import { parseMarkdown } from "./markdown.ts";

const INDEX = "virtual:help-pages";
const ONE = "virtual:help-page/";
const DOCS = new URL("../../docs/", import.meta.url);

/** The pages of the documentation that the console shows: `connect/asterisk`. */
function listHelpPages(): string[] {
  const connect = readdirSync(new URL("connect", DOCS)).filter((file) => file.endsWith(".md"));
  return [...connect.map((file) => `connect/${file.slice(0, -3)}`), "guide/events"].sort();
}

/** The files they are made of. */
export function listHelpFiles(): string[] {
  return listHelpPages().map((page) => new URL(`${page}.md`, DOCS).pathname);
}

/**
 * Makes the help of the console of the documentation: `virtual:help-pages` loads each page by its name when it is asked for.
 * A link leads to another of these pages or out of the console; what leads to a file that is not shown becomes text.
 */
export function helpPages(): Plugin {
  const pages = listHelpPages();
  return {
    name: "help-pages",
    resolveId: (source) => (source === INDEX || source.startsWith(ONE) ? `\0${source}` : undefined),
    load(id) {
      if (id === `\0${INDEX}`) {
        const loaders = pages.map((page) => `${JSON.stringify(page)}: () => import(${JSON.stringify(ONE + page)})`);
        return `export const PAGES = { ${loaders.join(", ")} };`;
      }
      if (!id.startsWith(`\0${ONE}`)) return undefined;
      return `export const blocks = ${JSON.stringify(readHelpPage(id.slice(ONE.length + 1), pages))};`;
    },
  };
}

function readHelpPage(page: string, pages: readonly string[]) {
  const resolve = (target: string) => {
    if (/^https:\/\//.test(target)) return target;
    const [file = "", anchor] = target.split("#");
    const path = file === "" ? page : posix.join(posix.dirname(page), file).replace(/\.md$/, "");
    return pages.includes(path) ? `/help/${path}${anchor === undefined ? "" : `#${anchor}`}` : undefined;
  };
  try {
    return parseMarkdown(readFileSync(new URL(`${page}.md`, DOCS), "utf8"), resolve);
  } catch (error) {
    throw new Error(`docs/${page}.md cannot be shown as help: ${(error as Error).message}`, { cause: error });
  }
}
