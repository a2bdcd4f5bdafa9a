import { z } from "zod";

/** Smaller numbers are seconds, larger ones milliseconds: the border lies in the year 5138 and in March 1973. */
const SECONDS_BELOW = 1e11;

const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

const ISO_WITH_ZONE = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s*(?:Z|[+-]\d{2}:?\d{2})$/i;

const CURE =
  "write ISO 8601 with its zone, such as 2026-09-21T14:13:20+07:00, or the seconds or milliseconds since 1970";

/** A time as PBXs tell it: ISO 8601 with a zone, or seconds or milliseconds since 1970. Becomes milliseconds since 1970. */
export const eventTimeSchema = z
  .union([z.string(), z.number()], { error: () => `a time is missing or of the wrong type; ${CURE}` })
  .transform((value, context) => {
    const time = toMilliseconds(value);
    if (time !== undefined && time >= EARLIEST && time < LATEST) return time;
    const found = JSON.stringify(value).slice(0, 60);
    const what = time === undefined ? "is not a time that can be understood" : "is not between the years 2000 and 2100";
    context.addIssue({ code: "custom", message: `${found} ${what}; ${CURE}` });
    return z.NEVER;
  })
  .describe("ISO 8601 with a zone, or seconds or milliseconds since 1970; the PBX's clock.");

function toMilliseconds(value: string | number): number | undefined {
  if (typeof value === "number") return Math.round(value < SECONDS_BELOW ? value * 1000 : value);
  const text = value.trim();
  if (/^\d+(?:\.\d+)?$/.test(text)) return toMilliseconds(Number(text));
  if (!ISO_WITH_ZONE.test(text)) return undefined;
  const time = Date.parse(
    text
      .replace(" ", "T")
      .replace(",", ".")
      .replace(/\s+/g, "")
      .replace(/([+-]\d{2})(\d{2})$/, "$1:$2"),
  );
  return Number.isNaN(time) ? undefined : time;
}
