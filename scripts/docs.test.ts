import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../src/domain/index.ts";

it("the reference pages say what the code says", () => {
  const { status, stderr } = spawnSync(process.execPath, ["scripts/docs.ts", "--check"], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

it("the configuration guide has every setting of an integration with its default", () => {
  const guide = readFileSync(new URL("../docs/guide/configuration.md", import.meta.url), "utf8");
  const told = new Map<string, string>();
  for (const [, names = "", defaults = ""] of guide.matchAll(/^\| (`[^|]*`) +\| ([^|]*?) +\|/gm)) {
    let group = "";
    const values = defaults.split(", ");
    for (const [at, name] of [...names.matchAll(/`([^`]+)`/g)].map(([, one = ""]) => one).entries()) {
      group = name.startsWith(".") ? group : name.slice(0, name.indexOf("."));
      told.set(name.startsWith(".") ? group + name : name, values[at] ?? "");
    }
  }
  for (const [group, members] of Object.entries(DEFAULT_SETTINGS)) {
    for (const [name, value] of Object.entries(members as Record<string, unknown>)) {
      const path = `${group}.${name}`;
      expect([...told.keys()]).toContain(path);
      if (typeof value === "boolean" || typeof value === "number")
        expect(`${path} ${told.get(path)}`).toBe(`${path} ${value}`);
    }
  }
});
