/** Who follows the live feed with which token, so that a token that is revoked takes its readers with it. */
export interface Readers {
  /** `end` lets the reader go. Gives the function that forgets it. */
  add(tokenId: string, end: () => void): () => void;
  endAll(tokenId: string): void;
}

export function createReaders(): Readers {
  const readers = new Set<{ readonly tokenId: string; readonly end: () => void }>();
  return {
    add(tokenId, end) {
      const reader = { tokenId, end };
      readers.add(reader);
      return () => readers.delete(reader);
    },
    endAll(tokenId) {
      for (const reader of readers) if (reader.tokenId === tokenId) reader.end();
    },
  };
}
