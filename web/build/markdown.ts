/** A piece of a line. */
export type Inline =
  | { readonly kind: "text" | "code"; readonly text: string }
  | { readonly kind: "strong" | "emphasis"; readonly inner: readonly Inline[] }
  | { readonly kind: "link"; readonly to: string; readonly inner: readonly Inline[] };

/** A part of a page of the documentation. */
export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly id: string; readonly inner: readonly Inline[] }
  | { readonly kind: "paragraph"; readonly inner: readonly Inline[] }
  | { readonly kind: "list"; readonly isOrdered: boolean; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: "table"; readonly head: Row; readonly rows: readonly Row[] }
  | { readonly kind: "code"; readonly text: string };
type Row = readonly (readonly Inline[])[];

/** Gives where a link of the page leads to, or `undefined` when there is nothing that can be shown. */
export type ResolveLink = (target: string) => string | undefined;

const FENCE = /^```/;
const HEADING = /^(#{1,3}) (.+)$/;
const LISTS = [/^[-*] (.+)$/, /^\d+\. (.+)$/] as const;
const ROW = /^\|(.*)\|$/;
const RULE = /^\|(?: *:?-+:? *\|)+$/;
const INDENTED = /^(?: {2,}|$)/;
/** Quotes, pictures and HTML: the pages of the documentation that are shown have none. */
const UNKNOWN = /^(?:\s|>|!|<|#{4,} )/;
/** Code, a link, bold, emphasis; what is none of it is text. */
const PIECE = /`([^`]+)`|\[((?:`[^`]*`|[^\]])+)\]\(([^)\s]+)\)|\*\*(.+?)\*\*|(?<![\w`])_([^_]+)_(?!\w)/g;

/**
 * Reads the Markdown that the documentation is written in: headings, paragraphs, lists, tables and code. Raw HTML is never
 * taken over. Throws, naming the line, at what it does not know.
 */
export function parseMarkdown(markdown: string, resolve: ResolveLink): Block[] {
  const lines = markdown.split(/\r?\n/);
  const blocks: Block[] = [];
  const read = (text: string) => parseInline(text, resolve);
  let at = 0;
  const takeWhile = (fits: RegExp): string[] => {
    const start = at;
    while (at < lines.length && fits.test(lines[at] as string)) at++;
    return lines.slice(start, at);
  };
  while (at < lines.length) {
    const line = lines[at] as string;
    const [, marks, title] = HEADING.exec(line) ?? [];
    const list = LISTS.find((one) => one.test(line));
    if (line === "") at++;
    else if (FENCE.test(line)) {
      const end = lines.findIndex((one, index) => index > at && FENCE.test(one));
      if (end < 0) throw new Error(`line ${at + 1}: the code does not end`);
      blocks.push({ kind: "code", text: lines.slice(at + 1, end).join("\n") });
      at = end + 1;
    } else if (marks !== undefined && title !== undefined) {
      blocks.push({ kind: "heading", level: marks.length, id: toAnchor(title), inner: read(title) });
      at++;
    } else if (list) {
      const items: Block[][] = [];
      for (let item = list.exec(line); item; item = list.exec(lines[at] ?? "")) {
        at++;
        items.push(parseMarkdown([item[1], ...dedent(takeWhile(INDENTED))].join("\n"), resolve));
      }
      blocks.push({ kind: "list", isOrdered: list === LISTS[1], items });
    } else if (ROW.test(line) && RULE.test(lines[at + 1] ?? "")) {
      const [head = [], , ...rows] = takeWhile(ROW).map((one) => toCells(one).map(read));
      blocks.push({ kind: "table", head, rows });
    } else if (UNKNOWN.test(line)) {
      throw new Error(`line ${at + 1}: this Markdown is not known: ${line.slice(0, 60)}`);
    } else {
      const text = takeWhile(/^(?!```|#{1,3} |(?:[-*]|\d+\.) |\|)./);
      if (text.length === 0) throw new Error(`line ${at + 1}: this Markdown is not known: ${line.slice(0, 60)}`);
      blocks.push({ kind: "paragraph", inner: read(text.join(" ")) });
    }
  }
  return blocks;
}

function dedent(lines: readonly string[]): string[] {
  const depth = Math.min(...lines.filter((line) => line !== "").map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(depth));
}

/** The anchor of a heading, as code forges make it. */
function toAnchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(" ", "-");
}

function toCells(row: string): string[] {
  const cells = ROW.exec(row)?.[1]?.split(/(?<!\\)\|/) ?? [];
  return cells.map((cell) => cell.trim().replaceAll("\\|", "|"));
}

function parseInline(text: string, resolve: ResolveLink): Inline[] {
  const pieces: Inline[] = [];
  let from = 0;
  const add = (piece: string) => piece !== "" && pieces.push({ kind: "text", text: piece });
  for (const match of text.matchAll(PIECE)) {
    add(text.slice(from, match.index));
    from = match.index + match[0].length;
    const [, code, label, target, strong, emphasis] = match;
    if (code !== undefined) pieces.push({ kind: "code", text: code });
    else if (label !== undefined && target !== undefined) {
      const to = resolve(target);
      const inner = parseInline(label, resolve);
      pieces.push(...(to === undefined ? inner : [{ kind: "link" as const, to, inner }]));
    } else if (strong !== undefined) pieces.push({ kind: "strong", inner: parseInline(strong, resolve) });
    else if (emphasis !== undefined) pieces.push({ kind: "emphasis", inner: parseInline(emphasis, resolve) });
  }
  add(text.slice(from));
  return pieces;
}
