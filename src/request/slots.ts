/** Lets at most `count` tasks run at once; the others wait in order. */
export function createSlots(count: number): <T>(task: () => Promise<T>) => Promise<T> {
  let free = Math.max(1, count);
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
