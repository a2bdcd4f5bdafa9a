import { useState } from "react";

/** A value that this browser remembers. */
export function useKept(key: string, initial: string): readonly [string, (value: string) => void] {
  const [value, setValue] = useState(() => localStorage.getItem(key) ?? initial);
  const keep = (next: string) => {
    setValue(next);
    localStorage.setItem(key, next);
  };
  return [value, keep];
}
