import { useEffect } from "react";
import { adopt } from "./adopt.ts";

/** Stands in for the package `react-style-singleton`: the styles are there while something that wants them is. */
export function styleSingleton() {
  let users = 0;
  let remove: (() => void) | undefined;
  const hold = (styles: string) => {
    if (users++ === 0) remove = adopt(styles);
    return () => {
      if (--users === 0) remove?.();
    };
  };
  // biome-ignore lint/correctness/noComponentHookFactories: the package's users call it once, outside components.
  return function Sheet({ styles }: { readonly styles: string }): null {
    useEffect(() => hold(styles), [styles]);
    return null;
  };
}
