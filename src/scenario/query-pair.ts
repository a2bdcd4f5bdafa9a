import { percentEscape } from "../gotemplate/index.ts";

/** Whether an address has a query pair of this name. */
export function hasQueryPair(address: string, name: string): boolean {
  return new URL(address).searchParams.has(name);
}

/** The address with one query pair set. All others stay as their author wrote them, which `URLSearchParams` would not keep. */
export function setQueryPair(address: string, name: string, value: string): string {
  const [whole, fragment] = cut(address, "#");
  const [place, query] = cut(whole, "?");
  const others = (query ?? "").split("&").filter((pair) => pair !== "" && !new URLSearchParams(pair).has(name));
  const pairs = [...others, `${percentEscape(name)}=${percentEscape(value)}`].join("&");
  return `${place}?${pairs}${fragment === undefined ? "" : `#${fragment}`}`;
}

function cut(text: string, at: string): [string, string | undefined] {
  const index = text.indexOf(at);
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
}
