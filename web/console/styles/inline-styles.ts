import { type InlineStylesInput, stylesToString } from "@mantine/core";
import { useInsertionEffect } from "react";
import { adopt } from "./adopt.ts";

/** Stands in for Mantine's component of the same name: the same rules, as a constructed sheet. */
export function InlineStyles(props: InlineStylesInput): null {
  const css = stylesToString(props);
  useInsertionEffect(() => adopt(css), [css]);
  return null;
}
