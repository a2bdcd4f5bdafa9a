import { sql as start } from "./0001-start.ts";
import { sql as nodes } from "./0002-nodes.ts";
import { sql as choices } from "./0003-choices.ts";
import { sql as phonebooks } from "./0004-phonebooks.ts";
import { sql as callLists } from "./0005-call-lists.ts";
import { sql as people } from "./0005-people.ts";
import { sql as telephones } from "./0005-telephones.ts";
import { sql as callSearch } from "./0006-call-search.ts";

/** All migrations in order; a store's version is the number of those it has. */
export const MIGRATIONS: readonly string[] = [
  start,
  nodes,
  choices,
  phonebooks,
  `${telephones}${people}${callLists}`,
  callSearch,
];
