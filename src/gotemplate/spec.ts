import { runeCount } from "./bytes.ts";

/** What a printf directive says besides its verb. */
export interface Spec {
  readonly plus: boolean;
  readonly minus: boolean;
  readonly sharp: boolean;
  readonly space: boolean;
  readonly zero: boolean;
  /** `%#v`: values as they would stand in Go source. */
  readonly sharpV: boolean;
  /** In characters. */
  readonly width: number | undefined;
  readonly precision: number | undefined;
}

export const PLAIN: Spec = Object.freeze({
  plus: false,
  minus: false,
  sharp: false,
  space: false,
  zero: false,
  sharpV: false,
  width: undefined,
  precision: undefined,
});

/** Brings a text to the width asked for. */
export function pad(text: string, spec: Spec): string {
  if (spec.width === undefined) return text;
  const count = spec.width - runeCount(text);
  if (count <= 0) return text;
  if (spec.minus) return text + " ".repeat(count);
  return (spec.zero ? "0" : " ").repeat(count) + text;
}

/** The same with blanks, whatever the zero flag says. */
export function padBlank(text: string, spec: Spec): string {
  return spec.zero ? pad(text, { ...spec, zero: false }) : pad(text, spec);
}
