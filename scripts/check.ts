/** Everything that must hold before a change is shared, in the order in which a mistake shows soonest. */
import { spawnSync } from "node:child_process";

const STEPS: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ["format and lint", "biome", "check", "."],
  ["types", "tsc", "--noEmit"],
  ["dead code", "knip"],
  ["documents", "node", "scripts/docs.ts", "--check"],
  ["types of the API for the pages", "node", "scripts/client.ts", "--check"],
  ["build", "node", "scripts/build.ts"],
  ["package", "publint"],
  ["tests", "node", "scripts/test.ts"],
];

for (const [name, command, ...args] of STEPS) {
  const startedAt = Date.now();
  console.log(`\n== ${name}: ${command} ${args.join(" ")}`);
  const { status, error } = spawnSync(command, args, { stdio: "inherit" });
  if (error) console.error(`${command} cannot be started: ${error.message}; run npm ci first`);
  if (status !== 0) {
    console.error(`\n${name} failed`);
    process.exit(1);
  }
  console.log(`== ${name}: good after ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}
