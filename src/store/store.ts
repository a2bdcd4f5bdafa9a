import type { Change } from "../domain/index.ts";
import type { Operation } from "./operation.ts";

/** What is durable. One per process; close it at the end. */
export interface Store {
  /**
   * Runs a writing operation as one transaction. The promise resolves only after the commit has reached the disk;
   * when it rejects nothing of the operation remains. Throws DeskbellError `STORE_FAILED` when the store cannot write.
   */
  write<T>(operation: () => Operation<T>): Promise<T>;
  /** Runs a reading operation on a consistent state. */
  read<T>(operation: () => Operation<T>): Promise<T>;
  /** Calls back after each commit that added to the live feed, in order of `seq`. Gives back the function that ends it. */
  onChanges(listener: (changes: readonly Change[]) => void): () => void;
  close(): Promise<void>;
}
