import { JSONPath } from "jsonpath-plus";
import { getPath } from "../../src/gjson/index.ts";
import { DOCUMENTS, type DocumentName, makeDocument } from "./contacts.ts";
import { type BenchResult, type Goal, measure, type Row } from "./measure.ts";
import { type RecordedTimes, readRecordedGjsonTimes } from "./recorded.ts";

interface Question {
  readonly name: string;
  readonly path: string;
  /** The same by hand over the parsed document. */
  readonly walk: (document: Contacts) => unknown;
  readonly jsonPath: string;
}

interface Contacts {
  readonly contacts: readonly Contact[];
  readonly meta: { readonly total: number };
}

interface Contact {
  readonly name: string;
  readonly vip: boolean;
  readonly identities: readonly { readonly type: string; readonly value: string | null }[];
}

const QUESTIONS: readonly Question[] = [
  {
    name: "first",
    path: "contacts.0.name",
    walk: ({ contacts }) => contacts[0]?.name,
    jsonPath: "$.contacts[0].name",
  },
  { name: "last", path: "meta.total", walk: ({ meta }) => meta.total, jsonPath: "$.meta.total" },
  {
    name: "query",
    path: 'contacts.#(vip==true)#|0.identities.#(type=="phone_number")#|0.value',
    walk: ({ contacts }) => {
      const [firstVip] = contacts.filter(({ vip }) => vip === true);
      return firstVip?.identities.filter(({ type }) => type === "phone_number")[0]?.value;
    },
    jsonPath: '$.contacts[?(@.vip===true)].identities[?(@.type==="phone_number")].value',
  },
];

const PARSE_AND_WALK = "JSON.parse + walk";
const GO_RECORDED = "Go's gjson (recorded)";
/** The questions whose time lies in reading the document; `first` is answered from its first 50 bytes. */
const READS_DOCUMENT = new Set(["last", "query"]);
const GO_FACTOR = 2;

/** Times GJSON paths on three documents, beside JSON.parse with a walk by hand, jsonpath-plus, and Go's recorded figures. */
export function runGjsonBench(): BenchResult {
  const recorded = readRecordedGjsonTimes();
  const rows: Row[] = [];
  const goals: Goal[] = [];
  for (const document of DOCUMENTS) {
    const json = makeDocument(document);
    for (const question of QUESTIONS) {
      const row = measureQuestion(document, json, question, recorded);
      rows.push(row);
      goals.push(...goalsOf(row, document, question.name));
    }
  }
  return { rows, goals, notes: [recorded.note, "jsonpath-plus and the walk by hand are timed with their JSON.parse"] };
}

function measureQuestion(document: DocumentName, json: string, question: Question, recorded: RecordedTimes): Row {
  const ask = () => getPath(json, question.path).text;
  const walk = () => toText(question.walk(JSON.parse(json) as Contacts));
  const jsonPath = () => toText(askJsonPath(question.jsonPath, JSON.parse(json) as Contacts));
  const answers = [ask(), walk(), jsonPath()];
  if (new Set(answers).size !== 1) {
    throw new Error(`${document} ${question.name}: unequal answers ${JSON.stringify(answers)}`);
  }
  const slow = json.length > 1_000_000 ? { rounds: 3, roundMs: 1, warmUpMs: 1 } : { rounds: 3 };
  const others: Record<string, number> = {
    [PARSE_AND_WALK]: measure(walk),
    "jsonpath-plus": measure(jsonPath, slow),
  };
  const go = recorded.times.get(`${document} ${question.name}`);
  if (go !== undefined) others[GO_RECORDED] = go;
  return { name: document, op: question.name, ns: measure(ask), others };
}

function toText(value: unknown): string {
  return value === undefined || value === null ? "" : String(value);
}

function askJsonPath(path: string, json: Contacts): unknown {
  const found: unknown = JSONPath({ path, json, eval: "safe", wrap: true });
  return Array.isArray(found) ? found[0] : undefined;
}

function goalsOf({ ns, others }: Row, document: DocumentName, question: string): Goal[] {
  const name = `gjson ${document} ${question}`;
  const parse = others[PARSE_AND_WALK] as number;
  const goals = [
    {
      name: `${name} against ${PARSE_AND_WALK}`,
      wanted: "never slower",
      found: `${(parse / ns).toFixed(2)} times as fast`,
      met: ns <= parse,
    },
  ];
  const go = others[GO_RECORDED];
  if (document === "contacts-5m" && READS_DOCUMENT.has(question) && go !== undefined) {
    goals.push({
      name: `${name} against ${GO_RECORDED}`,
      wanted: `within ${GO_FACTOR} times Go's time`,
      found: `${(ns / go).toFixed(2)} times Go's time`,
      met: ns <= GO_FACTOR * go,
    });
  }
  return goals;
}
