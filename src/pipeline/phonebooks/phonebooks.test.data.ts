import { NOW, seed } from "../../../test/support/store/seed.ts";
import type { Env } from "../../base/index.ts";
import { openSqliteStore, type Store } from "../../store/index.ts";

export interface PhonebookTools {
  readonly store: Store;
  readonly env: Env;
}

/** A store in memory with connection "pbx" and the integrations "one" and "two", and ids that count up. */
export async function openTools(): Promise<PhonebookTools> {
  const store = openSqliteStore(":memory:");
  await seed(store);
  let count = 0;
  return { store, env: { now: () => NOW, random: () => 0.5, newId: () => `id-${++count}` } as Env };
}

/** The message and the cure of a refusal. */
export async function refusalOf(promise: Promise<unknown>): Promise<{ code: string; text: string }> {
  try {
    await promise;
  } catch (error) {
    const { code, message, problems = [] } = error as { code: string; message: string; problems?: { help?: string }[] };
    return { code, text: [message, ...problems.map(({ help }) => help)].join(" – ") };
  }
  throw new Error("nothing was refused");
}
