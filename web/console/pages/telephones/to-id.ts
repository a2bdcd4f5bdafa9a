/** An id as the API takes it, made of a name; `fallback` where nothing of the name can stand in one. A number keeps it apart from `taken`. */
export function toId(name: string, fallback: string, taken: readonly string[]): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);
  const start = plain.length > 1 ? plain : fallback;
  for (let at = 1; ; at++) {
    const id = at === 1 ? start : `${start}-${at}`;
    if (!taken.includes(id)) return id;
  }
}
