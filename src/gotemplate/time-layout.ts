/** Go's time layouts: a sample of the moment "Mon Jan 2 15:04:05 2006, seven hours behind UTC" in the form that is wanted. */

/** A field of a layout by its sample, with fractions of a second apart. */
export type LayoutPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "field"; readonly field: string }
  | { readonly kind: "fraction"; readonly separator: string; readonly digits: number; readonly trim: boolean };

/** Samples by their first character, the longer before the shorter. */
const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  J: ["January", "Jan"],
  M: ["Monday", "Mon", "MST"],
  "0": ["01", "02", "03", "04", "05", "06", "002"],
  "1": ["15", "1"],
  "2": ["2006", "2"],
  _: ["_2006", "_2", "__2"],
  "3": ["3"],
  "4": ["4"],
  "5": ["5"],
  P: ["PM"],
  p: ["pm"],
  "-": ["-070000", "-07:00:00", "-0700", "-07:00", "-07"],
  Z: ["Z070000", "Z07:00:00", "Z0700", "Z07:00", "Z07"],
};

/** Reads a layout into its parts. */
export function parseLayout(layout: string): readonly LayoutPart[] {
  const parts: LayoutPart[] = [];
  let from = 0;
  for (let at = 0; at < layout.length; ) {
    const found = fieldAt(layout, at);
    if (found === undefined) {
      at++;
      continue;
    }
    if (found.at > from) parts.push({ kind: "text", text: layout.slice(from, found.at) });
    parts.push(found.part);
    at = found.end;
    from = at;
  }
  if (from < layout.length) parts.push({ kind: "text", text: layout.slice(from) });
  return parts;
}

interface Found {
  readonly at: number;
  readonly end: number;
  readonly part: LayoutPart;
}

function fieldAt(layout: string, at: number): Found | undefined {
  const first = layout[at] as string;
  if (first === "." || first === ",") return fractionAt(layout, at, first);
  const sample = SAMPLES[first]?.find((one) => layout.startsWith(one, at) && isWhole(layout, at, one));
  if (sample === undefined) return undefined;
  // An underscore before a year is plain text; only the year is a field.
  if (sample === "_2006") return { at: at + 1, end: at + 5, part: { kind: "field", field: "2006" } };
  return { at, end: at + sample.length, part: { kind: "field", field: sample } };
}

/** The short names of months and days are none where a small letter follows: `Month`, `Januar`. */
function isWhole(layout: string, at: number, sample: string): boolean {
  return (sample !== "Jan" && sample !== "Mon") || !/[a-z]/.test(layout[at + 3] ?? "");
}

/** `.000` and `,999`: a run of one digit that no other digit follows. */
function fractionAt(layout: string, at: number, separator: string): Found | undefined {
  const digit = layout[at + 1];
  if (digit !== "0" && digit !== "9") return undefined;
  let end = at + 1;
  while (layout[end] === digit) end++;
  if (/[0-9]/.test(layout[end] ?? "")) return undefined;
  return { at, end, part: { kind: "fraction", separator, digits: end - at - 1, trim: digit === "9" } };
}
