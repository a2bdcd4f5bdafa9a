/** The tables of a backup, each behind those that it refers to. One that a store's version does not have yet is passed over. */
export const TABLES = [
  "meta",
  "api_tokens",
  "people",
  "audit",
  "connections",
  "connection_states",
  "connection_secrets",
  "connection_notices",
  "extensions",
  "templates",
  "integrations",
  "fields",
  "token_sets",
  "oauth_states",
  "helpdesk_users",
  "associations",
  "helpdesk_states",
  "events",
  "calls",
  "call_links",
  "call_extensions",
  "call_notes",
  "recording_links",
  "recording_plays",
  "phonebooks",
  "contacts",
  "contact_numbers",
  "picks",
  "deliveries",
  "attempts",
  "skips",
  "popups",
  "changes",
] as const;

export type TableName = (typeof TABLES)[number];

/**
 * Who works on the store just now is no part of what it holds: in another place none of them is there. Neither is who is signed in or may
 * sign in by a link: going back to a backup is to bring nobody back whose access was ended since.
 */
export const LEFT_OUT: readonly string[] = ["nodes", "holds", "sessions", "person_links", "sign_in_failures"];

/** Columns that number themselves. Numbers are never given twice, so the counters are kept too. */
export const COUNTERS: readonly { readonly table: TableName; readonly column: string }[] = [
  { table: "events", column: "id" },
  { table: "deliveries", column: "position" },
  { table: "changes", column: "seq" },
];

export function isTableName(name: string): name is TableName {
  return (TABLES as readonly string[]).includes(name);
}
