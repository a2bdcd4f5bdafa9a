/** Turns src/ into dist/: JavaScript and declarations, for the published package. */
import { execFileSync, spawnSync } from "node:child_process";
import { rmSync } from "node:fs";

rmSync("dist", { recursive: true, force: true });
// A failing compiler has said why.
if (spawnSync("tsc", ["-p", "tsconfig.build.json"], { stdio: "inherit" }).status !== 0) process.exit(1);
const help = execFileSync(process.execPath, ["dist/cli/main.js", "--help"], { encoding: "utf8" });
if (!help.includes("Usage: deskbell")) throw new Error("what was built does not print its help");
console.log("built dist/");
