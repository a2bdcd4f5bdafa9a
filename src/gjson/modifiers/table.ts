import { flatten, group, join } from "./combine.ts";
import { fromStr, self, toStr, ugly, valid } from "./convert.ts";
import { dig } from "./dig.ts";
import { keys, reverse, values } from "./members.ts";
import type { Modifier } from "./modifier.ts";
import type { ModifierName } from "./names.ts";
import { pretty } from "./pretty.ts";

export const MODIFIERS: Readonly<Record<ModifierName, Modifier>> = {
  this: self,
  valid,
  ugly,
  pretty,
  reverse,
  flatten,
  join,
  keys,
  values,
  tostr: toStr,
  fromstr: fromStr,
  group,
  dig,
};
