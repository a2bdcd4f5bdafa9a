import Database from "better-sqlite3";

/** Calls that are copied within one transaction. */
const AT_ONCE = 50_000;

/** A table whose rows of a call are copied; `vary` says what is different in a copy, `undefined` = the database numbers it. */
interface Copied {
  readonly table: string;
  /** Which rows are the sample call's. */
  readonly where: string;
  readonly vary: Readonly<Record<string, string | undefined>>;
}

const marked = (column: string) => `${column} || mark`;
const OF_CALL = "call_id = @call";

const COPIED: readonly Copied[] = [
  {
    table: "calls",
    where: "id = @call",
    vary: {
      id: marked("id"),
      pbx_call_id: marked("pbx_call_id"),
      started_at: "started_at - n * 1000",
      body: "replace(body, @call, @call || mark)",
    },
  },
  { table: "events", where: OF_CALL, vary: { id: undefined, key: marked("key"), call_id: marked("call_id") } },
  { table: "call_links", where: OF_CALL, vary: { call_id: marked("call_id") } },
  {
    table: "deliveries",
    where: OF_CALL,
    vary: { position: undefined, id: marked("id"), call_id: marked("call_id") },
  },
  {
    table: "attempts",
    where: `delivery_id IN (SELECT id FROM deliveries WHERE ${OF_CALL})`,
    vary: { delivery_id: marked("delivery_id") },
  },
  { table: "popups", where: OF_CALL, vary: { id: marked("id"), call_id: marked("call_id") } },
  { table: "skips", where: OF_CALL, vary: { call_id: marked("call_id") } },
  // The feed is read from its end, so of a call's dozen changes two will do: they would be most of the file.
  { table: "changes", where: "kind = 'delivery' AND body LIKE '%' || @call || '%'", vary: { seq: undefined } },
];

/**
 * Brings a store that no server has open to this many calls by copying the newest settled one with all that belongs to it. The copies lie
 * one second apart in the past. Nothing of it has to survive a crash, so it is neither logged nor flushed.
 */
export function fillStore(file: string, calls: number): void {
  const db = new Database(file);
  try {
    db.pragma("journal_mode = OFF");
    db.pragma("synchronous = OFF");
    db.pragma("cache_size = -200000");
    const have = db.prepare("SELECT count(*) FROM calls").pluck().get() as number;
    const call = db
      .prepare("SELECT id FROM calls WHERE settled = 1 AND id NOT LIKE '%~%' ORDER BY started_at DESC LIMIT 1")
      .pluck()
      .get() as string;
    const copies = COPIED.map((one) => prepareCopy(db, one, call));
    for (let from = have; from < calls; from += AT_ONCE) {
      const range = { call, from, to: Math.min(from + AT_ONCE, calls) - 1 };
      db.transaction(() => {
        for (const copy of copies) copy.run(range);
      })();
    }
    db.pragma("journal_mode = WAL");
  } finally {
    db.close();
  }
}

function prepareCopy(db: Database.Database, { table, where, vary }: Copied, call: string): Database.Statement {
  db.prepare(`CREATE TEMP TABLE sample_${table} AS SELECT * FROM ${table} WHERE ${where}`).run({ call });
  const columns = (db.pragma(`table_info(${table})`) as { name: string }[])
    .map(({ name }) => name)
    .filter((name) => !(name in vary) || vary[name] !== undefined);
  return db.prepare(
    `INSERT INTO ${table} (${columns.join(", ")})
     WITH RECURSIVE series(n) AS (SELECT @from UNION ALL SELECT n + 1 FROM series WHERE n < @to),
       copy(n, mark) AS (SELECT n, printf('~%08d', n) FROM series)
     SELECT ${columns.map((name) => vary[name] ?? name).join(", ")} FROM copy CROSS JOIN sample_${table} WHERE @call <> ''`,
  );
}
