import { BACKSLASH, QUESTION, STAR } from "./chars.ts";

const ANY_RUN = -1;
const ANY_ONE = -2;
const NEVER = -3;

/** A pattern of literal characters, `?` for any one and `*` for any run of characters, ready to be matched many times. */
export interface Pattern {
  /** Code points, or one of the negative marks above. */
  readonly items: readonly number[];
}

/** Reads a pattern; a backslash takes the next character literally. */
export function parsePattern(text: string): Pattern {
  const items: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === STAR) {
      if (items.at(-1) !== ANY_RUN) items.push(ANY_RUN);
    } else if (code === QUESTION) items.push(ANY_ONE);
    else {
      // A backslash at the very end has nothing to take: alone it matches nothing, after a star it stands for itself.
      if (code === BACKSLASH && ++i === text.length) {
        items.push(items.includes(ANY_RUN) ? BACKSLASH : NEVER);
        break;
      }
      const point = text.codePointAt(i) as number;
      items.push(point);
      if (point > 0xffff) i++;
    }
  }
  return { items };
}

/** Tells whether the whole text fits the pattern, in time of at most the product of their lengths. */
export function matchPattern({ items }: Pattern, text: string): boolean {
  let at = 0;
  let item = 0;
  let starItem = -1;
  let starAt = 0;
  while (at < text.length) {
    const wanted = items[item];
    const point = text.codePointAt(at) as number;
    if (wanted === ANY_RUN) {
      starItem = item++;
      starAt = at;
    } else if (wanted === ANY_ONE || wanted === point) {
      item++;
      at += point > 0xffff ? 2 : 1;
    } else if (starItem >= 0) {
      item = starItem + 1;
      starAt += (text.codePointAt(starAt) as number) > 0xffff ? 2 : 1;
      at = starAt;
    } else return false;
  }
  while (items[item] === ANY_RUN) item++;
  return item === items.length;
}
