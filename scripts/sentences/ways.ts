import { PLACE } from "./place.ts";

/** A syntax node as the parser gives it. */
export type Node = { readonly type: string; readonly [member: string]: unknown };

/** More ways than these are not told apart: the choices become places. */
const MOST_WAYS = 16;

export const isString = (node: Node) => node.type === "Literal" && typeof node.value === "string";
const isSum = (node: Node): boolean =>
  node.type === "BinaryExpression" &&
  node.operator === "+" &&
  [node.left, node.right].some((side) => isText(side as Node));
export const isText = (node: Node): boolean => isString(node) || node.type === "TemplateLiteral" || isSum(node);

/** Every way a text can come out, with `PLACE` for what is known only later. */
export function waysOf(node: Node): readonly string[] {
  const inner = unwrapped(node);
  if (isString(inner)) return [inner.value as string];
  if (isSum(inner)) return products([waysOf(inner.left as Node), waysOf(inner.right as Node)]);
  if (inner.type === "TemplateLiteral") {
    const texts = (inner.quasis as readonly { value: { cooked: string } }[]).map(({ value }) => value.cooked);
    const places = (inner.expressions as readonly Node[]).map(waysOf);
    return products(texts.flatMap((text, at) => [[text], ...(places[at] ? [places[at]] : [])]));
  }
  if (inner.type === "ConditionalExpression") {
    const both = [inner.consequent, inner.alternate].flatMap((side) => waysOf(side as Node));
    return [...new Set(both)];
  }
  return [PLACE];
}

function products(parts: readonly (readonly string[])[]): readonly string[] {
  const count = parts.reduce((product, ways) => product * ways.length, 1);
  const kept = count > MOST_WAYS ? parts.map((ways) => (ways.length > 1 ? [PLACE] : ways)) : parts;
  return kept.reduce<readonly string[]>((all, ways) => all.flatMap((start) => ways.map((way) => start + way)), [""]);
}

/** What stands in the places of a text: it may hold sentences of its own. */
export function placesOf(node: Node): readonly Node[] {
  if (isString(node)) return [];
  if (isSum(node))
    return [node.left as Node, node.right as Node].flatMap((side) => (isText(side) ? placesOf(side) : [side]));
  return (node.expressions as readonly Node[]).flatMap((place) => insideChoice(unwrapped(place)));
}

/** The ways of a choice are in the pattern already; its question is not. */
function insideChoice(node: Node): readonly Node[] {
  if (node.type !== "ConditionalExpression") return isText(node) ? placesOf(node) : [node];
  return [
    node.test as Node,
    ...[node.consequent, node.alternate].flatMap((side) => insideChoice(unwrapped(side as Node))),
  ];
}

function unwrapped(node: Node): Node {
  return /^(TS(As|Satisfies|NonNull)|Parenthesized)Expression$/.test(node.type)
    ? unwrapped(node.expression as Node)
    : node;
}
