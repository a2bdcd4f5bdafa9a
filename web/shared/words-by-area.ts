import type { ResourceKey } from "i18next";
import type { Words } from "./i18n.ts";

/** Names the contents of word files (`…/calls.json`) by their areas (`calls`). */
export function byArea(files: Readonly<Record<string, unknown>>): Words {
  return Object.fromEntries(
    Object.entries(files).map(([path, content]) => [path.replace(/^.*\/|\.json$/g, ""), content as ResourceKey]),
  );
}
