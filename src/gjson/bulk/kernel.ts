import { BACKSLASH, BRACE_CLOSE, BRACE_OPEN, QUOTE } from "../chars.ts";
import {
  assembleModule,
  type Code,
  get,
  giveBack,
  i32,
  i64,
  loadVector,
  op,
  set,
  storeI32,
  TYPE,
  when,
  whileTrue,
} from "./assembler.ts";

/** Where in the memory the bytes to scan, the answers and the state lie. */
export const STATE_AT = 0;
export const INPUT_AT = 1024;
export const OUTPUT_AT = 65_536;
const PAGES = 2;
/** So many bytes are looked at together; the input is padded with spaces to a multiple of it. */
export const BLOCK = 64;

// Parameters and locals.
const LENGTH = 0;
const IN_STRING_AT_START = 1;
const DEPTH = 2;
const LIMIT = 3;
const AT = 4;
const COUNT = 5;
const UNITS = 6;
const QUOTES = 7;
const SLASHES = 8;
const OPENS = 9;
const CLOSES = 10;
const IN_STRING = 11;
const STRING_CARRY = 12;
const ESCAPE_CARRY = 13;
const STARTS = 14;
const CONTINUED = 15;
const LONG = 16;
const BRACKETS = 17;
const LOWEST = 18;
const VECTORS = [19, 20, 21, 22] as const;

const LOCALS = [
  ...[TYPE.i32, TYPE.i32, TYPE.i32],
  ...new Array<typeof TYPE.i64>(12).fill(TYPE.i64),
  ...VECTORS.map(() => TYPE.v128),
];

const ODD_BITS = 0xaaaa_aaaa_aaaa_aaaan;
const ALL_BITS = -1n;

const not = (value: Code) => op("i64.xor", value, i64(ALL_BITS));
const popcnt = (value: Code) => op("i32.wrap_i64", op("i64.popcnt", value));
const splat = (byte: number) => op("i8x16.splat", i32(byte));
const add = (local: number, value: Code) => set(local, op("i32.add", get(local), value));

/** One bit for each of the 64 bytes, set where the test's bytes have their highest bit set. */
function mask(test: (vector: Code) => Code): Code {
  return VECTORS.map((local, index) => {
    const bits = op("i64.extend_i32_u", op("i8x16.bitmask", test(get(local))));
    return index === 0 ? bits : op("i64.shl", bits, i64(BigInt(index * 16)));
  }).reduce((all, bits) => op("i64.or", all, bits));
}

const equals = (byte: number) => mask((vector) => op("i8x16.eq", vector, splat(byte)));
/** Setting bit 5 makes `[` equal to `{` and `]` equal to `}`. */
const foldedEquals = (byte: number) =>
  mask((vector) => op("i8x16.eq", op("v128.or", vector, splat(0x20)), splat(byte)));

/** Clears the quotes that a backslash takes; a row of backslashes takes what follows it when their number is odd. */
const dropEscapedQuotes: Code = [
  ...set(STARTS, op("i64.and", get(SLASHES), not(get(ESCAPE_CARRY)))),
  ...set(
    STARTS,
    op(
      "i64.xor",
      op("i64.sub", op("i64.or", op("i64.shl", get(STARTS), i64(1n)), i64(ODD_BITS)), get(STARTS)),
      i64(ODD_BITS),
    ),
  ),
  ...set(
    QUOTES,
    op("i64.and", get(QUOTES), not(op("i64.xor", get(STARTS), op("i64.or", get(SLASHES), get(ESCAPE_CARRY))))),
  ),
  ...set(ESCAPE_CARRY, op("i64.shr_u", op("i64.and", get(STARTS), get(SLASHES)), i64(63n))),
];

/** A bit is inside a string when the number of quotes up to it is odd: each bit becomes the xor of all bits up to itself. */
const markStrings: Code = [
  ...set(IN_STRING, get(QUOTES)),
  ...[1n, 2n, 4n, 8n, 16n, 32n].flatMap((distance) =>
    set(IN_STRING, op("i64.xor", get(IN_STRING), op("i64.shl", get(IN_STRING), i64(distance)))),
  ),
  ...set(IN_STRING, op("i64.xor", get(IN_STRING), get(STRING_CARRY))),
  ...set(STRING_CARRY, op("i64.shr_s", get(IN_STRING), i64(63n))),
];

const saveState = (stopped: number): Code => [
  ...storeI32(i32(STATE_AT), op("i32.wrap_i64", get(STRING_CARRY)), 0),
  ...storeI32(i32(STATE_AT), get(DEPTH), 4),
  ...storeI32(i32(STATE_AT), i32(stopped), 8),
];

/** Bytes up to a mask's bits as UTF-16 units: continuation bytes count nothing, four-byte characters two. */
const unitsWithin = (bytes: Code, within: (value: Code) => Code): Code =>
  op("i32.add", op("i32.sub", bytes, popcnt(within(get(CONTINUED)))), popcnt(within(get(LONG))));

const emitPosition: Code = [
  ...storeI32(
    op("i32.shl", get(COUNT), i32(2)),
    op(
      "i32.add",
      get(UNITS),
      unitsWithin(op("i32.wrap_i64", op("i64.ctz", get(BRACKETS))), (value) =>
        op("i64.and", value, op("i64.sub", get(LOWEST), i64(1n))),
      ),
    ),
    OUTPUT_AT,
  ),
  ...add(COUNT, i32(1)),
  ...when(op("i32.or", op("i32.lt_s", get(DEPTH), i32(0)), op("i32.ge_s", get(COUNT), get(LIMIT))), [
    saveState(1),
    giveBack(get(COUNT)),
  ]),
];

const visitBrackets: Code = [
  ...set(BRACKETS, op("i64.or", get(OPENS), get(CLOSES))),
  ...whileTrue(op("i32.eqz", op("i64.eqz", get(BRACKETS))), [
    set(LOWEST, op("i64.and", get(BRACKETS), op("i64.sub", i64(0n), get(BRACKETS)))),
    when(
      op("i64.eqz", op("i64.and", get(LOWEST), get(OPENS))),
      [add(DEPTH, i32(-1)), when(op("i32.lt_s", get(DEPTH), i32(1)), [emitPosition])],
      [add(DEPTH, i32(1))],
    ),
    set(BRACKETS, op("i64.xor", get(BRACKETS), get(LOWEST))),
  ]),
];

const scanBlock: readonly Code[] = [
  ...VECTORS.map((local, index) => set(local, loadVector(get(AT), INPUT_AT + index * 16))),
  set(QUOTES, equals(QUOTE)),
  set(SLASHES, equals(BACKSLASH)),
  when(op("i32.eqz", op("i64.eqz", op("i64.or", get(SLASHES), get(ESCAPE_CARRY)))), [dropEscapedQuotes]),
  markStrings,
  set(OPENS, op("i64.and", foldedEquals(BRACE_OPEN), not(get(IN_STRING)))),
  set(CLOSES, op("i64.and", foldedEquals(BRACE_CLOSE), not(get(IN_STRING)))),
  set(CONTINUED, i64(0n)),
  set(LONG, i64(0n)),
  when(
    op(
      "i32.eqz",
      op(
        "i64.eqz",
        mask((vector) => vector),
      ),
    ),
    [
      set(
        CONTINUED,
        mask((vector) => op("i8x16.lt_s", vector, splat(-64))),
      ),
      set(
        LONG,
        mask((vector) => op("i8x16.ge_u", vector, splat(0xf0))),
      ),
    ],
  ),
  // With fewer closing brackets than levels no level can end here, and counting is enough.
  when(
    op("i32.gt_s", get(DEPTH), popcnt(get(CLOSES))),
    [add(DEPTH, op("i32.sub", popcnt(get(OPENS)), popcnt(get(CLOSES))))],
    [visitBrackets],
  ),
  add(
    UNITS,
    unitsWithin(i32(BLOCK), (value) => value),
  ),
  add(AT, i32(BLOCK)),
];

/**
 * The module whose `scan(length, inString, depth, limit)` looks for the closing brackets outside strings that bring the
 * depth to 0 or below. It writes their positions, counted in UTF-16 units, and gives their number. It stops below depth 0 and
 * after `limit` positions. Afterwards the state has: in a string (-1 or 0), depth, stopped (1 or 0). The input must not begin behind
 * a backslash that takes its first character.
 */
export function buildKernel(): Uint8Array<ArrayBuffer> {
  return assembleModule({
    name: "scan",
    parameters: 4,
    locals: LOCALS,
    pages: PAGES,
    body: [
      set(STRING_CARRY, op("i64.extend_i32_s", get(IN_STRING_AT_START))),
      whileTrue(op("i32.lt_s", get(AT), get(LENGTH)), scanBlock),
      saveState(0),
      get(COUNT),
    ],
  });
}
