/**
 * A tiny WebAssembly assembler: as much of the binary format as {@link buildKernel} needs (WebAssembly Core Specification 2.0,
 * chapter 5). Instructions are lists of bytes, put together by ordinary functions.
 */
export type Code = readonly number[];

export const TYPE = { i32: 0x7f, i64: 0x7e, v128: 0x7b } as const;
type ValueTypeCode = (typeof TYPE)[keyof typeof TYPE];

/** Unsigned LEB128. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

/** Signed LEB128. */
function signed(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = Number(BigInt.asUintN(7, rest));
    rest >>= 7n;
    const done = (rest === 0n && (low & 0x40) === 0) || (rest === -1n && (low & 0x40) !== 0);
    bytes.push(done ? low : low | 0x80);
    if (done) return bytes;
  }
}

/** Instructions without operands of their own, by their names in the specification. */
const SIMPLE = {
  "i32.eqz": [0x45],
  "i32.lt_s": [0x48],
  "i32.gt_s": [0x4a],
  "i32.ge_s": [0x4e],
  "i32.add": [0x6a],
  "i32.sub": [0x6b],
  "i32.shl": [0x74],
  "i32.or": [0x72],
  "i64.eqz": [0x50],
  "i64.ctz": [0x7a],
  "i64.popcnt": [0x7b],
  "i64.sub": [0x7d],
  "i64.and": [0x83],
  "i64.or": [0x84],
  "i64.xor": [0x85],
  "i64.shl": [0x86],
  "i64.shr_s": [0x87],
  "i64.shr_u": [0x88],
  "i32.wrap_i64": [0xa7],
  "i64.extend_i32_s": [0xac],
  "i64.extend_i32_u": [0xad],
  "i8x16.splat": [0xfd, 0x0f],
  "i8x16.eq": [0xfd, 0x23],
  "i8x16.lt_s": [0xfd, 0x25],
  "i8x16.ge_u": [0xfd, 0x2c],
  "v128.or": [0xfd, 0x50],
  "i8x16.bitmask": [0xfd, 0x64],
} as const satisfies Record<string, Code>;

/** An instruction after the code of its operands. */
export function op(name: keyof typeof SIMPLE, ...operands: readonly Code[]): Code {
  return [...operands.flat(), ...SIMPLE[name]];
}

export const i32 = (value: number): Code => [0x41, ...signed(BigInt(value))];
export const i64 = (value: bigint): Code => [0x42, ...signed(BigInt.asIntN(64, value))];
export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)];
export const loadVector = (address: Code, offset: number): Code => [...address, 0xfd, 0x00, 0, ...unsigned(offset)];
export const storeI32 = (address: Code, value: Code, offset: number): Code => [
  ...address,
  ...value,
  0x36,
  2,
  ...unsigned(offset),
];
export const giveBack = (value: Code): Code => [...value, 0x0f];

export function when(condition: Code, then: readonly Code[], otherwise: readonly Code[] = []): Code {
  const rest = otherwise.length === 0 ? [] : [0x05, ...otherwise.flat()];
  return [...condition, 0x04, 0x40, ...then.flat(), ...rest, 0x0b];
}

/** Repeats the body as long as the condition, asked before each round, is not zero. */
export function whileTrue(condition: Code, body: readonly Code[]): Code {
  return [0x02, 0x40, 0x03, 0x40, ...condition, 0x45, 0x0d, 1, ...body.flat(), 0x0c, 0, 0x0b, 0x0b];
}

export interface ModuleParts {
  /** The exported function's name. All its parameters and its result are i32. */
  readonly name: string;
  readonly parameters: number;
  /** The types of the locals behind the parameters. */
  readonly locals: readonly ValueTypeCode[];
  readonly body: readonly Code[];
  /** The pages of 64 KiB of the memory, which is exported as `memory`. */
  readonly pages: number;
}

/** A module with one memory and one exported function. */
export function assembleModule({ name, parameters, locals, body, pages }: ModuleParts): Uint8Array<ArrayBuffer> {
  const type = [0x60, ...vector(new Array<Code>(parameters).fill([TYPE.i32])), 1, TYPE.i32];
  const code = [...vector(locals.map((local) => [1, local])), ...body.flat(), 0x0b];
  const exports = [
    [...text("memory"), 0x02, 0],
    [...text(name), 0x00, 0],
  ];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector([type])),
    ...section(3, vector([[0]])),
    ...section(5, vector([[0x00, ...unsigned(pages)]])),
    ...section(7, vector(exports)),
    ...section(10, vector([[...unsigned(code.length), ...code]])),
  ]);
}

function section(id: number, content: Code): Code {
  return [id, ...unsigned(content.length), ...content];
}

function vector(items: readonly Code[]): Code {
  return [...unsigned(items.length), ...items.flat()];
}

function text(value: string): Code {
  return vector(Array.from(value, (character) => [character.charCodeAt(0)]));
}
