import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The Chromium that came with npm, unpacked. */
export interface PackedChromium {
  readonly file: string;
  /** Flags that it needs. */
  readonly args: readonly string[];
  /** Environment for the machine's libraries, then for those that it brings along. */
  readonly environments: readonly [machine: NodeJS.ProcessEnv, own: NodeJS.ProcessEnv];
}

const PARTS = ["chromium.br", "fonts.tar.br", "swiftshader.tar.br", "al2023.tar.br"];

/**
 * Unpacks the Chromium of `@sparticuz/chromium`, once for each version. Not by the package's own function: that takes a file
 * that another process is still writing for a finished one, and leaves its libraries packed once the browser is there.
 */
export async function unpackChromium(): Promise<PackedChromium> {
  const { default: packed, inflate } = await import("@sparticuz/chromium");
  const root = dirname(dirname(fileURLToPath(import.meta.resolve("@sparticuz/chromium"))));
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  const cache = join(root, "..", "..", ".cache");
  const home = join(cache, `chromium-${version}`);
  if (!existsSync(home)) {
    mkdirSync(cache, { recursive: true });
    const draft = mkdtempSync(`${home}-`);
    await inTemporaryFolder(draft, () => PARTS.map((part) => inflate(join(root, "bin", part))));
    writeFileSync(join(draft, "fonts.conf"), fontSettings(home));
    publish(draft, home);
  }
  const machine = { ...process.env, FONTCONFIG_FILE: join(home, "fonts.conf") };
  return {
    file: join(home, "chromium"),
    // In one process, as it runs by default, the first page that closes takes the browser with it.
    args: packed.args.filter((flag) => flag !== "--single-process" && flag !== "--no-zygote"),
    environments: [machine, { ...machine, LD_LIBRARY_PATH: join(home, "al2023", "lib") }],
  };
}

/** Starts work that asks for the temporary folder when it is called, and gives it this one. */
async function inTemporaryFolder(folder: string, start: () => readonly Promise<unknown>[]): Promise<void> {
  const { TMPDIR } = process.env;
  process.env.TMPDIR = folder;
  const work = start();
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
  await Promise.all(work);
}

/** Gives a finished folder its name in one step; of several processes that do so, the first wins. */
function publish(draft: string, home: string): void {
  try {
    renameSync(draft, home);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
}

/** The machine's fonts, and a Latin one for a machine that has none. */
function fontSettings(home: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(home, "fonts")}</dir>
  <cachedir>${join(home, "fonts-cache")}</cachedir>
</fontconfig>
`;
}
