import { builtinModules } from "node:module";
import type { Import } from "./imports.ts";
import type { FolderRule } from "./table.ts";

/** What breaks the import table, each a sentence that says where the code should go instead. */
export function findFaults(imports: readonly Import[], rules: Readonly<Record<string, FolderRule>>): string[] {
  return imports.flatMap((one) => faultOf(one, rules) ?? []);
}

function faultOf(one: Import, rules: Readonly<Record<string, FolderRule>>): string | undefined {
  const folder = one.from.split("/")[0] as string;
  const rule = rules[folder];
  if (!rule) return `${one.from}: folder "${folder}" has no rule; add it to the table and to docs/architecture.md`;
  if (one.to === undefined) return outsideFault(one, folder, rule);
  const [target, ...rest] = one.to.split("/") as [string, ...string[]];
  if (target === "..")
    return `${one.from} imports ${one.specifier} from outside src; what it needs belongs into src or into an argument`;
  if (target === folder) return undefined;
  if (target !== "base" && !rule.folders.includes(target)) {
    return `${one.from} imports ${target}, which ${folder} may not: ${rule.advice}`;
  }
  const isDoor = rest.join("/") === "index.ts";
  const isOpenPart = OPEN_PARTS.some((part) => (one.to as string).startsWith(part) && folder === "cli");
  return isDoor || isOpenPart
    ? undefined
    : `${one.from} imports ${one.to}, past the door: take it from ${target}/index.ts`;
}

/** Parts that the command line loads alone, so that its help needs no server. */
const OPEN_PARTS = ["server/package-info.ts", "server/env.ts", "pbx/simulator/index.ts"];

function outsideFault({ from, specifier }: Import, folder: string, rule: FolderRule): string | undefined {
  const bare = specifier.replace(/^node:/, "");
  const root = bare.split("/")[0] as string;
  if (specifier.startsWith("node:") || builtinModules.includes(root)) {
    if (rule.node === "all" || rule.node.includes(root)) return undefined;
    return `${from} imports ${specifier}, but ${folder} may not use it: ${rule.advice}`;
  }
  const name = specifier.startsWith("@") ? specifier.split("/").slice(0, 2).join("/") : root;
  return rule.packages.includes(name)
    ? undefined
    : `${from} imports package ${name}, which ${folder} may not: ${rule.advice}`;
}

/** A circle in which the files of these imports import each other, or nothing. */
export function findCycle(imports: readonly Import[]): readonly string[] | undefined {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports) if (to !== undefined) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): readonly string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    path.push(file);
    for (const target of next.get(file) ?? []) {
      const cycle = visit(target);
      if (cycle) return cycle;
    }
    path.pop();
    done.add(file);
    return undefined;
  };
  for (const file of next.keys()) {
    const cycle = visit(file);
    if (cycle) return cycle;
  }
  return undefined;
}
