/** What became of a page that was to open by itself. */
export type Opening = "opened" | "blocked";

const KEPT = "deskbell.openings";
const LOCK = "deskbell.openings";
const MAX_KEPT = 200;
/** So long two windows without locks wait to see which of them was first. */
const DOUBT_MS = 80;

type Kept = Readonly<Record<string, Opening>>;
const listeners = new Set<() => void>();
let readText: string | null = null;
let read: Kept = {};

/** What became of the pop-ups of late, by id, in whichever window. The same object as long as nothing has changed. */
export function readOpenings(): Kept {
  const text = localStorage.getItem(KEPT);
  if (text === readText) return read;
  readText = text;
  try {
    read = JSON.parse(text ?? "{}") as Kept;
  } catch {
    read = {};
  }
  return read;
}

/** Remembers what became of a pop-up, for all windows and the next visit. */
export function keepOpening(id: string, opening: Opening): void {
  const { [id]: _, ...others } = readOpenings();
  const entries = [...Object.entries(others), [id, opening] as const].slice(-MAX_KEPT);
  localStorage.setItem(KEPT, JSON.stringify(Object.fromEntries(entries)));
  for (const one of listeners) one();
}

/** Calls `take` whenever an opening was kept, here or in another window. Gives the function that ends it. */
export function onOpening(take: () => void): () => void {
  const hear = ({ key }: StorageEvent) => key === KEPT && take();
  addEventListener("storage", hear);
  listeners.add(take);
  return () => {
    removeEventListener("storage", hear);
    listeners.delete(take);
  };
}

/** Opens the page of a pop-up in one of all windows that want to, once and for all. */
export function openOnce(id: string, open: () => Opening): Promise<void> {
  const attempt = () => {
    if (readOpenings()[id] === undefined) keepOpening(id, open());
  };
  // Plain HTTP has no locks.
  const locks = navigator.locks as LockManager | undefined;
  if (locks) return locks.request(LOCK, attempt);
  return isFirst(id).then((first) => (first ? attempt() : undefined));
}

/** Whoever has written last before all have waited is the first. */
async function isFirst(id: string): Promise<boolean> {
  const key = `${KEPT}.${id}`;
  const me = String(Math.random());
  localStorage.setItem(key, me);
  await new Promise((resolve) => setTimeout(resolve, DOUBT_MS));
  const first = localStorage.getItem(key) === me;
  if (first) setTimeout(() => localStorage.removeItem(key), 10 * DOUBT_MS);
  return first;
}
