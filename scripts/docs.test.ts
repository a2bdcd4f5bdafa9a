import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";

it("the reference pages say what the code says", () => {
  const { status, stderr } = spawnSync(process.execPath, ["scripts/docs.ts", "--check"], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
