/** Makes what the published package needs: src/ into dist/ (JavaScript and declarations), web/ into web/dist/. */
import { execFileSync, spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { buildPages } from "./pages/build.ts";

rmSync("dist", { recursive: true, force: true });
// A failing compiler has said why.
if (spawnSync("tsc", ["-p", "tsconfig.build.json"], { stdio: "inherit" }).status !== 0) process.exit(1);
const help = execFileSync(process.execPath, ["dist/cli/main.js", "--help"], { encoding: "utf8" });
if (!help.includes("Usage: deskbell")) throw new Error("what was built does not print its help");
console.log("built dist/");
await buildPages();
