import { VARIABLES } from "../../src/template/index.ts";

/** The vendor's words for the facts of a call. Names that templates give to outputs (`TicketId`, `ContactsId`) are not among them. */
const CALL_WORDS = VARIABLES.filter(
  ({ name, origin }) => origin === "vendor" && /^[A-Z]\w*_|Unix$|^RecordPath$|^CalleeNumber$/.test(name),
).map(({ name }) => name);

const VENDOR = new RegExp(`\\b(?:${CALL_WORDS.join("|")})\\b`);
const ANY = /(?::|<|\bas|[|&,]|=>)\s*any\b(?!\s*[:(=])|\bany\[\]/;
// What Node cannot erase when it runs the source as it is.
const NOT_ERASABLE = /^\s*(?:export\s+)?(?:declare\s+)?(?:const\s+)?(?:enum|namespace)\s+\w+/m;
const PARAMETER_PROPERTY = /\bconstructor\s*\([^)]*\b(?:public|private|protected|readonly)\s+\w+\s*[?:]/;

/** What a source says in words that do not belong into it, each a sentence with the cure. */
export function findWordFaults(path: string, text: string): string[] {
  const code = withoutComments(text);
  const vendorWord = isHomeOfVendorWords(path) ? undefined : VENDOR.exec(withoutTemplates(code))?.[0];
  return [
    vendorWord && `${path} spells ${vendorWord}: take our noun, and let features/variables.ts map it`,
    ANY.test(withoutStrings(code)) && `${path} says any: take unknown, and a schema or a guard at the edge`,
    NOT_ERASABLE.test(code) && `${path} has an enum or a namespace: take a union of literals, or a module`,
    PARAMETER_PROPERTY.test(code) && `${path} has a parameter property: declare the field and assign it`,
  ].filter((fault) => typeof fault === "string");
}

/** Where they are made, and where they are described to authors of templates. */
function isHomeOfVendorWords(path: string): boolean {
  return path === "features/variables.ts" || path.startsWith("template/");
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|\s\/\/ .*$/gm, "");
}

/** Leaves out examples of Go templates, which quote the vendor's names by nature. */
function withoutTemplates(code: string): string {
  return code.replace(/`[^`]*`|"(?:[^"\\\n]|\\.)*\{\{.*?"/g, "");
}

function withoutStrings(code: string): string {
  return code.replace(/`[^`]*`|"(?:[^"\\\n]|\\.)*"/g, '""');
}
