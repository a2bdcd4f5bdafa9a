/** Sentences of the server by their English patterns: `"given up after {0} attempts: {1}"`. */
export type Catalogue = Readonly<Record<string, string>>;
/** Gives a sentence in the other language, or `undefined` when the catalogue has nothing like it. */
export type Translate = (sentence: string) => string | undefined;

/** Longer texts are what somebody sent, and no sentences. */
const LONGEST = 4000;
/** How deep sentences within sentences are said, and how many of them. */
const DEEPEST = 8;
const MOST = 100;
/** Where sentences are joined, and at how many places of each kind that is tried. */
const JOINTS = ["\n", "; ", ": ", ", "] as const;
const MOST_JOINTS = 4;
/** A text in brackets or between blanks: before, what it says, behind. */
const WRAPPED = /^([ (]*)([^ ()](?:.*[^ ().])?)([ ).]*)$/s;
/** A pattern with fewer signs of its own stands for nearly everything, so what fills its places has to speak for it. */
const WEAK = 4;

interface Pattern {
  /** What stands between the places; the first and the last may be empty. */
  readonly texts: readonly string[];
  /** In the other language: texts, and numbers of places. */
  readonly pieces: readonly (string | number)[];
  /** Places in quotes hold names and code. */
  readonly quoted: readonly boolean[];
  readonly isWeak: boolean;
}

/**
 * Says the server's sentences in the language of the catalogue. What fills a place is said too where the catalogue has it;
 * numbers, names and code stay. Takes time in proportion to the sentence, since a place ends where its next text begins.
 */
export function createTranslate(catalogue: Catalogue): Translate {
  const { whole, patterns } = compile(catalogue);
  return (sentence) => {
    if (sentence.length > LONGEST) return undefined;
    const known = new Map<string, string | undefined>();
    const say = (text: string, depth: number): string | undefined => {
      if (!known.has(text) && known.size < MOST && depth < DEEPEST && /\p{Script=Latin}/u.test(text)) {
        known.set(text, undefined);
        known.set(
          text,
          whole.get(text) ?? sayPattern(text, depth) ?? sayWrapped(text, depth) ?? sayJoined(text, depth),
        );
      }
      return known.get(text);
    };
    const sayWrapped = (text: string, depth: number): string | undefined => {
      const [, before = "", inner = "", behind = ""] = WRAPPED.exec(text) ?? [];
      const said = before + behind === "" ? undefined : say(inner, depth + 1);
      return said === undefined ? undefined : before + said + behind;
    };
    const sayPattern = (text: string, depth: number): string | undefined => {
      for (const pattern of patterns) {
        const values = match(pattern, text);
        if (values === undefined) continue;
        const said = values.map((value, at) => (pattern.quoted[at] ? undefined : say(value, depth + 1)));
        if (pattern.isWeak && !speaks(values, said)) continue;
        return join(
          pattern.pieces.map((piece) => (typeof piece === "string" ? piece : (said[piece] ?? values[piece] ?? ""))),
        );
      }
      return undefined;
    };
    const sayJoined = (text: string, depth: number): string | undefined => {
      for (const joint of JOINTS) {
        let at = text.indexOf(joint);
        for (let tries = 0; at >= 0 && tries < MOST_JOINTS; tries++, at = text.indexOf(joint, at + 1)) {
          const [left, right] = [text.slice(0, at), text.slice(at + joint.length)];
          // What is added to a sentence may be known with its joint: `; connect again`.
          const addition = text.slice(at);
          const added = whole.get(addition) ?? sayPattern(addition, depth + 1);
          if (added !== undefined) return (say(left, depth + 1) ?? left) + added;
          const [before, behind] = [say(left, depth + 1), say(right, depth + 1)];
          if (before !== undefined || behind !== undefined)
            return (before ?? left) + (before && behind && joint === "; " ? " " : joint) + (behind ?? right);
        }
      }
      return undefined;
    };
    return say(sentence, 0);
  };
}

function compile(catalogue: Catalogue) {
  const whole = new Map<string, string>();
  const patterns: { readonly pattern: Pattern; readonly length: number }[] = [];
  for (const [english, other] of Object.entries(catalogue)) {
    const parts = english.split(/\{(\d+)\}/);
    // Without a first place, what looks like one (`\d{3}`) is part of the sentence.
    if (!english.includes("{0}")) {
      // What heads a page of the reference stands within other sentences too, without its capital and its full stop.
      if (english.endsWith(".")) whole.set(english.charAt(0).toLowerCase() + english.slice(1, -1), other);
      whole.set(english, other);
    } else {
      const texts = parts.filter((_, at) => at % 2 === 0);
      const length = texts.join("").length;
      const pieces = other.split(/\{(\d+)\}/).map((piece, at) => (at % 2 === 0 ? piece : Number(piece)));
      const quoted = texts.slice(1).map((text, at) => /["`'<]$/.test(texts[at] ?? "") && /^["`'>]/.test(text));
      const isWeak = texts.join("").replace(/\s/g, "").length < WEAK;
      patterns.push({ pattern: { texts, pieces, quoted, isWeak }, length });
    }
  }
  patterns.sort((a, b) => b.length - a.length);
  return { whole, patterns: patterns.map(({ pattern }) => pattern) };
}

/** Whether what fills the places of a weak pattern makes it likely: something known or a number, and else short names. */
function speaks(values: readonly string[], said: readonly (string | undefined)[]): boolean {
  const others = values.filter((_, at) => said[at] === undefined);
  return (
    (others.length < values.length || others.every((one) => /^\d+$/.test(one))) &&
    others.every((one) => one.split(" ").length < 3)
  );
}

/**
 * What fills the places of a pattern in a text that it fits. Each place is as short as it can be, the last takes the rest;
 * of places that touch the first takes all, so that what was added to a value stays with it.
 */
function match({ texts }: Pattern, text: string): string[] | undefined {
  const [first = "", last = ""] = [texts[0], texts.at(-1)];
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return undefined;
  const end = text.length - last.length;
  const values: string[] = [];
  let from = first.length;
  for (let place = 0; place < texts.length - 1; place++) {
    const isTouched = place > 0 && texts[place] === "";
    const next = texts.slice(place + 1, -1).find((one) => one !== "");
    const at = next === undefined ? end : text.indexOf(next, from);
    if (!isTouched && (at < 0 || at + (next?.length ?? 0) > end)) return undefined;
    values.push(isTouched ? "" : text.slice(from, at));
    if (!isTouched) from = at + (next?.length ?? 0);
  }
  return values;
}

/** Thai is set off from names, numbers and code by a blank. */
function join(pieces: readonly string[]): string {
  return pieces.reduce((out, piece) => {
    const meets = /[ก-๎]$/.test(out) && /^[\w"'`+]/.test(piece);
    return out + (meets || (/[\w"'`]$/.test(out) && /^[ก-๎]/.test(piece)) ? " " : "") + piece;
  }, "");
}
