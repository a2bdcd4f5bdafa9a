/** A pattern for `LIKE ? ESCAPE '!'` that finds the word anywhere in a text. */
export function toPattern(word: string): string {
  return `%${word.replace(/[!%_]/g, "!$&")}%`;
}
