import { createHash } from "node:crypto";

/** The documents of the benchmark: contacts with their numbers, made by a recipe and the same byte for byte each time. */
export const DOCUMENTS = ["contacts-1k", "contacts-100k", "contacts-5m"] as const;
export type DocumentName = (typeof DOCUMENTS)[number];

const RECIPES: Readonly<Record<DocumentName, { readonly bytes: number; readonly sha256: string }>> = {
  "contacts-1k": { bytes: 1000, sha256: "5eb530e0ae8676ee4ef7cd90f8f33ce48b849a5adc9e35f03d503c3c44ab8fd9" },
  "contacts-100k": { bytes: 100_000, sha256: "f999a3578752c3d3b30f299972bfa37047609e4801e69422f09e1a5313e18e61" },
  "contacts-5m": { bytes: 5_000_000, sha256: "00a462d1512f57bcf8ac0c35971b1302311a738982b98c74746170f15bf71020" },
};

/** Makes a document. Throws when it is not the one for which Go's times are recorded. */
export function makeDocument(name: DocumentName): string {
  const { bytes, sha256 } = RECIPES[name];
  const json = makeContacts(bytes);
  const found = createHash("sha256").update(json).digest("hex");
  if (found !== sha256) throw new Error(`${name}: the document made has SHA-256 ${found} instead of ${sha256}`);
  // Read back from bytes, so that it is one flat text as an answer from the network is.
  return Buffer.from(json).toString("utf8");
}

const FIRST_NAMES = "Anan Béatrice จันทร์ Dmitri Ewa Farid Grace Hana Ivan Julia Kofi Lena มานี Nok Olu Ploy".split(" ");
const LAST_NAMES = "Smith Jaidee ใจดี Novak O'Brien Garcia Kim Müller Rossi Silva Tanaka Umar Vega Wong Xu Young".split(
  " ",
);
const WORDS = [
  ...["called", "about", "invoice", '"urgent"', "please", "ring\nback", "router", "order"],
  ...["ไม่รับสาย", "refund", "thanks", "{draft}", "[x]", "100%", "a\\b", "done"],
];

/** Whole contacts until at least so many bytes are written, and a count behind them. */
function makeContacts(bytes: number): string {
  const draw = createDraws();
  const pick = (list: readonly string[]) => list[draw(list.length)] as string;
  const pieces = ['{"contacts":['];
  let written = Buffer.byteLength(pieces[0] as string);
  let count = 0;
  for (; written < bytes; count++) {
    const name = `${pick(FIRST_NAMES)} ${pick(LAST_NAMES)}`;
    const email = draw(5) === 0 ? null : `user${count}@example.test`;
    const vip = draw(10) === 0;
    const numbers = times(draw(3) + 1, () => `+66${String(draw(16_777_216) * 59).padStart(9, "0")}`);
    const note = times(draw(12) + 1, () => pick(WORDS)).join(" ");
    const phones = numbers.map((value) => ({ type: "phone_number", value }));
    const contact = {
      id: 100_000 + count,
      name,
      email,
      vip,
      identities: [{ type: "email", value: email }, ...phones],
      note,
    };
    const piece = (count > 0 ? "," : "") + JSON.stringify(contact);
    written += Buffer.byteLength(piece);
    pieces.push(piece);
  }
  pieces.push(`],"meta":{"total":${count},"next":null}}`);
  return pieces.join("");
}

function times<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}

/** Each draw moves a 32-bit generator on and gives a number below `limit` from its upper 24 bits. */
function createDraws(): (limit: number) => number {
  let state = 20_240_229;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % limit;
  };
}
