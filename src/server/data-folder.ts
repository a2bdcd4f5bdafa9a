import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { DeskbellError } from "../base/index.ts";
import { openEnvironmentVault, openFileVault, type Vault } from "../store/index.ts";

/** Makes the data folder where it is not there, and makes sure that it can be written. Throws `STORE_FAILED` with the reason. */
export function openDataFolder(folder: string): void {
  const missing: string[] = [];
  // Level by level: Node's own `recursive` never ends below a folder such as /proc that takes no new ones.
  for (let at = resolve(folder); !existsSync(at); at = dirname(at)) missing.unshift(at);
  try {
    for (const level of missing) mkdirSync(level, { mode: 0o700 });
  } catch (cause) {
    throw refused(`data folder ${folder} cannot be made`, cause);
  }
  if (!statSync(folder).isDirectory()) throw refused(`data folder ${folder} is a file`);
  // Tried and not asked: rights alone do not tell of a read-only file system.
  const probe = join(folder, `.write-test-${process.pid}`);
  try {
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (cause) {
    throw refused(`data folder ${folder} cannot be written`, cause);
  }
}

function refused(what: string, cause?: unknown): DeskbellError {
  const why = cause === undefined ? "" : ` (${(cause as Error).message})`;
  return new DeskbellError("STORE_FAILED", `${what}${why}; choose another with --data, or mend its rights`, { cause });
}

/**
 * The keys of the stored secrets: from DESKBELL_KEY, or from the file DESKBELL_KEY_FILE, `secret.key` in the data folder by default.
 * Throws `SECRET_KEY_MISSING` with the reason.
 */
export function openVault(dataFolder: string, environment: NodeJS.ProcessEnv): Vault {
  if (environment.DESKBELL_KEY) return openEnvironmentVault(environment.DESKBELL_KEY);
  const file = environment.DESKBELL_KEY_FILE || join(dataFolder, "secret.key");
  try {
    return openFileVault(file);
  } catch (cause) {
    if (cause instanceof DeskbellError) throw cause;
    const message = `key file ${file} cannot be read or made (${(cause as Error).message}); mend it, or name another with DESKBELL_KEY_FILE`;
    throw new DeskbellError("SECRET_KEY_MISSING", message, { cause });
  }
}
