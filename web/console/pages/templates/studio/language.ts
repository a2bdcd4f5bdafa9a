import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { type ElementSpec, xml, xmlLanguage } from "@codemirror/lang-xml";
import type { Extension } from "@codemirror/state";
import { hoverTooltip } from "@codemirror/view";
import type { Answer } from "../../../../shared/client/ask.ts";

export type Language = Answer<"GET /api/v1/template-language">;

const SWITCH = ["0", "1"];
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const GROUPS = ["CustomFieldList", "CustomScenarioParameter", "PopulateTemplateString", "TokenErrorMap", "Deskbell"];
/** Beginnings of paths, and the word that explains each. */
const GJSON: readonly (readonly [string, string])[] = [
  ["#", "templates:hint.every"],
  ["#.id", "templates:hint.everyId"],
  ["0", "templates:hint.first"],
  ['#(name=="x")', "templates:hint.named"],
  ['#(name=="x")#', "templates:hint.allNamed"],
  ["@this", "templates:hint.itself"],
  ["@keys", "templates:hint.names"],
  ["@flatten", "templates:hint.flat"],
  ["@reverse", "templates:hint.backwards"],
];

/** Words of Go's own template language that templates use. */
const GO_WORDS = [
  "if",
  "else",
  "end",
  "range",
  "with",
  "printf",
  "eq",
  "ne",
  "and",
  "or",
  "not",
  "len",
  "index",
  "slice",
];

/** The language explained in the page's language, by what says a sentence in it. */
export function inWords(language: Language, say: (sentence: string) => string): Language {
  return {
    ...language,
    variables: language.variables.map((one) => ({ ...one, meaning: say(one.meaning) })),
    extensions: language.extensions.map((one) => ({ ...one, doc: say(one.doc), syntax: say(one.syntax) })),
  };
}

/** XML with the elements, attributes, variables and functions of templates, completed and explained. */
export function templateLanguage(language: Language, t: (key: string) => string): Extension[] {
  const values: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
    Information: {
      ...{ Provider: ["helpdesk", "crm"], AuthType: ["none", "basic", "bearer", "oauth2"] },
      ...{ UserAssociation: SWITCH, CallJournal: SWITCH, CreateNewContact: SWITCH, CreateNewTicket: SWITCH },
    },
    Scenario: { Id: language.scenarios, Type: ["AUTH", "REST"] },
    Parameter: { Type: ["Body", "Header", "Query", "Form"], Father: GROUPS, Editor: ["string", "password"] },
    Request: { Method: METHODS, ResponseType: ["application/json"] },
  };
  const elements: ElementSpec[] = language.elements.map(({ name, attributes, children }) => ({
    name,
    children,
    top: name === "Information",
    attributes: attributes.map((one) => ({
      name: one,
      ...(values[name]?.[one] && { values: [...values[name][one]] }),
    })),
  }));
  const completions = toCompletions(language);
  return [
    xml({ elements }),
    xmlLanguage.data.of({ autocomplete: (context: CompletionContext) => completeInside(context, completions, t) }),
    hoverTooltip((view, pos) => explain(view.state.doc.lineAt(pos), pos, language)),
  ];
}

interface Completions {
  readonly variables: readonly Completion[];
  readonly functions: readonly Completion[];
  readonly extensions: readonly Completion[];
}

function toCompletions({ variables, functions, extensions }: Language): Completions {
  return {
    variables: variables.map(({ name, meaning, example }) => ({
      label: `.${name}`,
      type: "variable",
      detail: example,
      info: meaning,
    })),
    functions: [
      ...functions.map(({ name, params }) => ({ label: name, type: "function", detail: params.join(" ") })),
      ...GO_WORDS.map((label) => ({ label, type: "keyword" })),
    ],
    extensions: extensions.map(({ name, syntax, doc }) => ({
      label: name,
      type: "property",
      detail: syntax,
      info: doc,
    })),
  };
}

/** Inside `{{ }}` variables and functions; in a path of an output what GJSON knows; in a name of our own group its words. */
function completeInside(
  context: CompletionContext,
  known: Completions,
  t: (key: string) => string,
): CompletionResult | null {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  if (before.lastIndexOf("{{") > before.lastIndexOf("}}")) {
    const word = /\.?\w*$/.exec(before)?.[0] ?? "";
    if (word === "" && !context.explicit && !/\{\{\s*$/.test(before)) return null;
    const options = word.startsWith(".") ? known.variables : [...known.variables, ...known.functions];
    return { from: context.pos - word.length, options: [...options], validFor: /^\.?\w*$/ };
  }
  const path = /\sPath="([^"]*)$/.exec(before)?.[1];
  if (path !== undefined) {
    const word = /[^.|]*$/.exec(path)?.[0] ?? "";
    return {
      from: context.pos - word.length,
      options: GJSON.map(([label, detail]) => ({ label, detail: t(detail), type: "keyword" })),
    };
  }
  const name = /Father="Deskbell"[^>]*\sName="(\w*)$/.exec(before)?.[1];
  if (name === undefined) return null;
  return { from: context.pos - name.length, options: [...known.extensions], validFor: /^\w*$/ };
}

function explain(line: { from: number; text: string }, pos: number, language: Language) {
  const at = pos - line.from;
  const start = at - (/\w*$/.exec(line.text.slice(0, at))?.[0].length ?? 0);
  const word = /^\w+/.exec(line.text.slice(start))?.[0];
  const found = word === undefined ? undefined : findHelp(word, line.text[start - 1] === ".", language);
  if (word === undefined || found === undefined) return null;
  return {
    pos: line.from + start,
    end: line.from + start + word.length,
    create: () => {
      const dom = document.createElement("div");
      dom.className = "cm-help";
      dom.append(Object.assign(document.createElement("strong"), { textContent: word }), ` – ${found}`);
      return { dom };
    },
  };
}

function findHelp(word: string, isField: boolean, { variables, functions, extensions, elements }: Language) {
  const variable = variables.find(({ name }) => name === word);
  if (variable && isField) return `${variable.meaning} (${variable.example})`;
  const called = functions.find(({ name }) => name === word);
  if (called) return `(${called.params.join(", ")})`;
  const extension = extensions.find(({ name }) => name === word);
  if (extension) return `${extension.doc} ${extension.syntax}`;
  const element = elements.find(({ name }) => name === word);
  if (element) return [...element.attributes, ...element.children.map((child) => `<${child}>`)].join(", ");
  return variable?.meaning;
}
