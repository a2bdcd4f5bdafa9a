import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeskbellError, type Problem } from "../../base/index.ts";
import { openFileVault, openSqliteStore } from "../../store/index.ts";
import { realEnv } from "../env.ts";
import { PACKAGE } from "../package-info.ts";
import { applyConfig } from "./apply.ts";
import { readConfigFile } from "./read.ts";

/** Finds every problem of a configuration by setting it up in memory. Nothing is sent, and nothing outlives the check. */
export async function checkConfigFile(file: string, environment: NodeJS.ProcessEnv): Promise<readonly Problem[]> {
  const folder = mkdtempSync(join(tmpdir(), "deskbell-check-"));
  const store = openSqliteStore(":memory:");
  try {
    const vault = openFileVault(join(folder, "secret.key"));
    const shippedTemplates = PACKAGE.templatesFolder;
    await applyConfig(readConfigFile(file), { store, vault, env: realEnv, environment, shippedTemplates });
    return [];
  } catch (error) {
    if (!(error instanceof DeskbellError)) throw error;
    return error.problems.length > 0 ? error.problems : [{ path: "", message: error.message }];
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
