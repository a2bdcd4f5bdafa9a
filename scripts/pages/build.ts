import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listHelpFiles } from "../../web/build/help-pages.ts";
import { checkBudgets } from "./budgets.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const DIST = join(ROOT, "web/dist");
const STAMP = join(DIST, ".built-from");
const LOCK = join(ROOT, "node_modules/.cache/deskbell-pages.lock");
const LOCK_PATIENCE_MS = 120_000;

/**
 * Builds the pages into web/dist unless they are built from these very sources. Of several processes that want it one builds and
 * the others wait. Gives whether something was built. Throws when a page is heavier than its budget.
 */
export async function buildPages(): Promise<boolean> {
  await takeLock();
  try {
    const stamp = hashSources();
    if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === stamp) return false;
    await buildForUse();
    checkBudgets(DIST);
    writeFileSync(STAMP, stamp);
    return true;
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

// A test runner's NODE_ENV would make pages of React's parts for developers, which are half as heavy again.
async function buildForUse(): Promise<void> {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = "production";
  try {
    const { build } = await import("vite");
    await build({ configFile: join(ROOT, "web/vite.config.ts"), logLevel: "warn" });
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

function hashSources(): string {
  const hash = createHash("sha256");
  const files = [...listFiles(join(ROOT, "web")), ...listHelpFiles(), join(ROOT, "package-lock.json")];
  for (const file of files.sort()) {
    hash.update(file.slice(ROOT.length)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (path === DIST) return [];
    return entry.isDirectory() ? listFiles(path) : [path];
  });
}

async function takeLock(): Promise<void> {
  mkdirSync(join(LOCK, ".."), { recursive: true });
  for (const since = Date.now(); ; ) {
    try {
      mkdirSync(LOCK);
      return;
    } catch {
      if (isLeftOver()) rmSync(LOCK, { recursive: true, force: true });
      else if (Date.now() - since > LOCK_PATIENCE_MS)
        throw new Error(`another process builds the pages for too long; remove ${LOCK}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

// Of a process that was killed.
function isLeftOver(): boolean {
  try {
    return Date.now() - statSync(LOCK).mtimeMs > LOCK_PATIENCE_MS;
  } catch {
    return false;
  }
}
