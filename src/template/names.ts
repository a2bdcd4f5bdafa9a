/** The candidate that a misspelt name most likely means: equal but for case, else at most two letters away (one in short names). */
export function closestName(name: string, candidates: Iterable<string>): string | undefined {
  const folded = name.toLowerCase();
  const most = name.length < 5 ? 1 : 2;
  let best: string | undefined;
  let bestDistance = most + 1;
  for (const candidate of candidates) {
    const other = candidate.toLowerCase();
    if (Math.abs(other.length - folded.length) >= bestDistance) continue;
    const distance = other === folded ? 0 : editDistance(folded, other);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best === name ? undefined : best;
}

/** `did you mean "Capitalize"?`, or what to do when no name is near. */
export function suggest(name: string, candidates: Iterable<string>, otherwise: string): string {
  const closest = closestName(name, candidates);
  return closest === undefined ? otherwise : `did you mean "${closest}"?`;
}

/** Letters to insert, delete, replace or swap with their neighbour. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(
        (previous[j] as number) + 1,
        (current[j - 1] as number) + 1,
        (previous[j - 1] as number) + same,
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] as number) + 1);
      }
      current.push(cost);
    }
    [before, previous] = [previous, current];
  }
  return previous[b.length] as number;
}
