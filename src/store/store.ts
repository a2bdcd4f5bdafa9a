import type { Operation } from "./operation.ts";

/** What is durable. One per process; close it at the end. */
export interface Store {
  /** Several processes may have it open at once. */
  readonly shared: boolean;
  /**
   * Runs a writing operation as one transaction. The promise resolves only after the commit has reached the disk;
   * when it rejects nothing of the operation remains. Throws DeskbellError `STORE_FAILED` when the store cannot write.
   * The operation may be run again from its beginning, so it must not count on being run once.
   */
  write<T>(operation: () => Operation<T>): Promise<T>;
  /** Runs a reading operation on a consistent state. */
  read<T>(operation: () => Operation<T>): Promise<T>;
  /**
   * Calls back after each commit that added to the live feed, by whichever process, and whenever such a call may have been missed.
   * What was added is read from the store. Gives back the function that ends it.
   */
  onChanges(listener: () => void): () => void;
  /** Calls back with each signal, from whichever process; `undefined` when some may have been missed. Gives back the function that ends it. */
  onSignal(listener: (signal: string | undefined) => void): () => void;
  close(): Promise<void>;
}
