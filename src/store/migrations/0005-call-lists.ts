/** By what calls are picked out of a list: each as a column of its own, since a million of them are not read through as JSON. */
const number = "json_extract(body, '$.externalNumber')";
const digits = ["+", "-", " ", "(", ")", ".", "/"].reduce((text, sign) => `replace(${text}, '${sign}', '')`, number);

export const sql = `
ALTER TABLE calls ADD COLUMN direction TEXT NOT NULL DEFAULT '';
ALTER TABLE calls ADD COLUMN disposition TEXT NOT NULL DEFAULT '';
ALTER TABLE calls ADD COLUMN number_key TEXT NOT NULL DEFAULT '';
UPDATE calls SET direction = json_extract(body, '$.direction'), disposition = coalesce(json_extract(body, '$.disposition'), ''),
  number_key = coalesce(${digits}, '');
UPDATE calls SET number_key = substr(number_key, length(number_key) - 6) WHERE length(number_key) > 7;

DROP INDEX calls_by_start;
CREATE INDEX calls_by_start ON calls(started_at, id);
CREATE INDEX calls_by_kind ON calls(connection_id, direction, disposition, started_at, id);
CREATE INDEX calls_by_number ON calls(number_key, started_at, id);
`;
