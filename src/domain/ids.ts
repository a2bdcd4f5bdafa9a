declare const brand: unique symbol;
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Our id of a call (not the PBX's). */
export type CallId = Brand<string, "CallId">;
/** An internal number of the PBX, as the PBX writes it. */
export type ExtensionNumber = Brand<string, "ExtensionNumber">;
/** A number in international form: `+` and digits. */
export type E164 = Brand<string, "E164">;

export const toCallId = (id: string): CallId => id as CallId;
export const toExtensionNumber = (number: string): ExtensionNumber => number.trim() as ExtensionNumber;
