/** How long a password must be, in characters; there is no other rule of what is in it (NIST SP 800-63B, 3.1.1.2). */
export const MIN_PASSWORD = 12;
export const MAX_PASSWORD = 200;

/** Words that are tried first. A password that is one of them, or is made of them and of digits alone, is refused. */
const COMMON = [
  "password passwort passw0rd p@ssw0rd p@ssword motdepasse contrasena senha parola geheim kennwort rahat".split(" "),
  "qwerty qwertz azerty asdfgh asdfghjkl zxcvbn zxcvbnm qwertyuiop qazwsx qweasdzxc yxcvbnm poiuytrewq".split(" "),
  "letmein welcome willkommen bienvenue sawasdee iloveyou trustno1 changeme secret default hello hallo".split(" "),
  "admin administrator root user guest test demo login master superuser support helpdesk service office company".split(
    " ",
  ),
  "dragon monkey sunshine princess football baseball shadow superman batman starwars pokemon michael jordan".split(" "),
  "summer winter spring autumn sommer herbst monday friday january december bangkok thailand london berlin".split(" "),
  "deskbell telephone phone pbx yeastar asterisk zendesk callcenter abc abcd abcdef abcdefgh abc123 aaa xxx".split(" "),
].flat();

const LETTERS: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "l",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
};

/** Why a password will not do, in a sentence; `undefined` when it will. `own` are the person's names and log-in. */
export function findPasswordFault(password: string, own: readonly string[]): string | undefined {
  const length = [...password].length;
  if (length < MIN_PASSWORD) {
    return `has ${length} characters and needs at least ${MIN_PASSWORD}; three or four words that do not belong together are easy to keep in mind`;
  }
  if (length > MAX_PASSWORD) return `must have at most ${MAX_PASSWORD} characters`;
  const plain = password.toLowerCase().normalize("NFKC");
  if (new Set(plain).size < 5) return "repeats a few characters only; take several words";
  if (isSequence(plain)) return "is one sequence of letters or digits; take several words";
  const read = plain.replace(/[0134577@$]/g, (sign) => LETTERS[sign] ?? sign);
  if (isMadeOf(plain, COMMON) || isMadeOf(read, COMMON)) {
    return "is made of words that are tried first by whoever guesses; take words that nobody expects";
  }
  const names = own
    .flatMap((name) =>
      name
        .toLowerCase()
        .normalize("NFKC")
        .split(/[\s@._-]+/),
    )
    .filter((name) => name.length > 2);
  if (names.length > 0 && isMadeOf(plain, [...names, ...COMMON])) {
    return "is made of your own name or log-in; take words that have nothing to do with you";
  }
  return undefined;
}

/** Whether nothing but digits and signs is left once the words are taken out. */
function isMadeOf(password: string, words: readonly string[]): boolean {
  let rest = password;
  for (const word of [...words].sort((a, b) => b.length - a.length)) rest = rest.replaceAll(word, "");
  const gone = rest !== password;
  return gone && rest.replace(/[\d\p{P}\p{S}\s]/gu, "").length < 3 && [...rest].length < MIN_PASSWORD;
}

function isSequence(password: string): boolean {
  const codes = [...password].map((letter) => letter.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, at) => code - (codes[at] ?? 0));
  return steps.filter((step) => Math.abs(step) === 1).length >= steps.length * 0.8;
}
