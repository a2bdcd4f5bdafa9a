import { Eta } from "eta";
import Handlebars from "handlebars";
import { Liquid } from "liquidjs";
import { formatGoTime, parseTemplate, percentEscape, templateFunctions } from "../../src/gotemplate/index.ts";
import { ETA, HANDLEBARS, LIQUID } from "./equivalents.ts";
import type { Name } from "./inputs.ts";

type Data = Readonly<Record<string, unknown>>;

/** A template engine with the benchmark's three templates in its own language. */
export interface Engine {
  readonly name: string;
  /** Parses a template of the benchmark, as far as the engine does before it has data. */
  readonly parse: (name: Name) => unknown;
  /** Prepares a template for rendering. */
  readonly prepare: (name: Name) => (data: Data) => string;
}

const ZONE = "Asia/Bangkok";

/** Functions that the templates need and the engines do not have; the same ones for all. */
const HELPERS = {
  url: (text: string) => percentEscape(text),
  iso: (seconds: number) => formatGoTime(seconds, "2006-01-02T15:04:05Z07:00", "UTC"),
  isoMillis: (seconds: number) => formatGoTime(seconds, "2006-01-02T15:04:05.000Z07:00", "UTC"),
  local: (seconds: number) => formatGoTime(seconds, "02/01/2006 15:04", ZONE),
  millis: (seconds: number) => seconds * 1000,
  capitalize: (text: string) => text.charAt(0).toUpperCase() + text.slice(1),
  quoted: (text: string) => JSON.stringify(text),
  js: (text: string) => text.replace(/[\\'"<>&=\n\r]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`),
};

/** Our own engine over Go's source of a template. */
export function ours(source: (name: Name) => string): Engine {
  const funcs = templateFunctions({ zone: ZONE });
  return {
    name: "deskbell",
    parse: (name) => parseTemplate(source(name), { funcs }),
    prepare: (name) => {
      const template = parseTemplate(source(name), { funcs });
      return (data) => template.render(data);
    },
  };
}

function liquid(): Engine {
  const engine = new Liquid();
  for (const [name, helper] of Object.entries(HELPERS)) engine.registerFilter(name, helper);
  const parse = (name: Name) => engine.parse(LIQUID[name]);
  return {
    name: "liquidjs",
    parse,
    prepare: (name) => {
      const template = parse(name);
      return (data) => engine.renderSync(template, data) as string;
    },
  };
}

function handlebars(): Engine {
  const engine = Handlebars.create();
  for (const [name, helper] of Object.entries(HELPERS)) engine.registerHelper(name, (value) => helper(value as never));
  engine.registerHelper("more", (a: number, b: number) => a > b);
  engine.registerHelper("firstOf", (...values: unknown[]) => values.slice(0, -1).find(Boolean));
  return {
    name: "handlebars",
    parse: (name) => engine.precompile(HANDLEBARS[name], { noEscape: true }),
    prepare: (name) => engine.compile<Data>(HANDLEBARS[name], { noEscape: true }),
  };
}

function eta(): Engine {
  const engine = new Eta({ autoEscape: false, autoTrim: false });
  const compile = (name: Name) => engine.compile(ETA[name]);
  return {
    name: "eta",
    parse: compile,
    prepare: (name) => {
      const template = compile(name);
      return (data) => engine.render(template, { ...data, h: HELPERS });
    },
  };
}

/** The engines that ours is compared with. */
export function otherEngines(): readonly Engine[] {
  return [liquid(), handlebars(), eta()];
}
