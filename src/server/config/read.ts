import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, type ParsedNode, parseDocument } from "yaml";
import { toProblems } from "../../api/index.ts";
import { DeskbellError, type Problem, Secret } from "../../base/index.ts";
import { type Config, configSchema } from "./schema.ts";
import { suggest } from "./suggest.ts";

/** A configuration that was read, with the folder that its paths start from. */
export interface ConfigFile {
  readonly config: Config;
  readonly folder: string;
  /** Where a path such as `integrations[0].fields.token` stands in the file, as `line:column`. */
  readonly locate: (path: string) => string | undefined;
}

/** Reads `deskbell.yaml`. Throws `CONFIG_INVALID` with every problem, each with its path and place. */
export function readConfigFile(file: string): ConfigFile {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new DeskbellError("CONFIG_INVALID", `${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
  return readConfig(text, file, dirname(resolve(file)));
}

export function readConfig(text: string, file: string, folder: string): ConfigFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => {
      const { line, col } = lines.linePos(error.pos[0]);
      return {
        path: `${line}:${col}`,
        message: (error.message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:$/, ""),
      };
    });
    throw new DeskbellError("CONFIG_INVALID", `${file} is not YAML`, { problems });
  }
  const locate = (path: string) => placeOf(document.contents, path, lines);
  const result = configSchema.safeParse(readContents(document, file) ?? {});
  if (result.success) return { config: result.data, folder, locate };
  const problems = inOrder(toProblems(result.error.issues).map((problem) => withPlace(suggest(problem), locate)));
  throw new DeskbellError("CONFIG_INVALID", `${file} has ${count(problems)}`, { problems });
}

// Aliases are followed only now: one may lead nowhere, or to far too much.
function readContents(document: Document.Parsed, file: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    const problems = [{ path: "", message: (cause as Error).message, help: "Write it out in place of the alias." }];
    throw new DeskbellError("CONFIG_INVALID", `${file} is not YAML that can be followed`, { cause, problems });
  }
}

export function count(problems: readonly Problem[]): string {
  return problems.length === 1 ? "a problem" : `${problems.length} problems`;
}

/** Puts the place in front of the path, so that an editor can jump to it. */
export function withPlace(problem: Problem, locate: ConfigFile["locate"]): Problem {
  const place = locate(problem.path);
  return place === undefined ? problem : { ...problem, path: `${place} ${problem.path}`.trimEnd() };
}

/** From the top of the file to its end. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const place = ({ path }: Problem) => /^(\d+):(\d+)/.exec(path)?.slice(1).map(Number) ?? [];
  return problems.toSorted((a, b) => {
    const [[lineA = 0, columnA = 0], [lineB = 0, columnB = 0]] = [place(a), place(b)];
    return lineA - lineB || columnA - columnB;
  });
}

function placeOf(root: ParsedNode | null, path: string, lines: LineCounter): string | undefined {
  let node: Node | null | undefined = root;
  for (const part of path.split(/[.[\]]+/).filter(Boolean)) {
    let next: unknown;
    if (isMap(node))
      next = node.items.find(({ key }) => isScalar(key) && String(key.value) === part)?.value ?? undefined;
    else if (isSeq(node)) next = node.items[Number(part)];
    if (next === undefined || next === null) break;
    node = next as Node;
  }
  const offset = node?.range?.[0];
  if (offset === undefined) return undefined;
  const { line, col } = lines.linePos(offset);
  return `${line}:${col}`;
}

type Elsewhere = { readonly env: string } | { readonly file: string };

/** Fetches a value from the environment or a file. Gives a problem when it is not there. */
export function fetchValue(source: Elsewhere, folder: string, env: NodeJS.ProcessEnv): Secret | Omit<Problem, "path"> {
  if ("env" in source) {
    const value = env[source.env];
    if (value !== undefined && value !== "") return new Secret(value);
    return {
      message: `environment variable ${source.env} is not set`,
      help: `Start with ${source.env}=… in the environment.`,
    };
  }
  try {
    return new Secret(readFileSync(resolve(folder, source.file), "utf8").replace(/\r?\n$/, ""));
  } catch (error) {
    return { message: `file ${source.file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? "unknown"}` };
  }
}
