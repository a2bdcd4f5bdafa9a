import { renderType, type Schema } from "./render-type.ts";

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

interface Described {
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema?: Schema;
  }[];
  readonly requestBody?: Content;
  readonly responses?: Readonly<Record<string, Content>>;
}

/** What is read of an OpenAPI document. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

/** A TypeScript module with the type `Routes`: by "METHOD /path" what a request takes and what its success gives. */
export function renderRoutes({ paths, components }: OpenApi): string {
  const nouns = Object.entries(components?.schemas ?? {}).map(
    ([name, schema]) => `export type ${name} = ${renderType(schema)};\n`,
  );
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, described]) =>
        `  /** ${(described.summary ?? "").replaceAll("*/", "")} */\n  "${method.toUpperCase()} ${path}": ${renderRoute(described)};`,
    ),
  );
  return `// Made from the OpenAPI document by node scripts/client.ts; changes belong into the routes.

${nouns.join("\n")}
/** Each route of the REST API: what it takes and what it gives. */
export interface Routes {
${routes.join("\n")}
}
`;
}

function renderRoute({ parameters = [], requestBody, responses = {} }: Described): string {
  const members = [
    ...(["path", "query"] as const).flatMap((place) => {
      const own = parameters.filter((one) => one.in === place);
      if (own.length === 0) return [];
      const optional = own.some((one) => one.required) ? "" : "?";
      const types = own.map(
        ({ name, required, schema = {} }) =>
          `readonly ${JSON.stringify(name)}${required ? "" : "?"}: ${renderType(schema)}${required ? "" : " | undefined"};`,
      );
      return `readonly ${place}${optional}: { ${types.join(" ")} };`;
    }),
    ...renderBody(requestBody),
    `readonly answer: ${renderAnswer(responses)};`,
  ];
  return `{ ${members.join(" ")} }`;
}

function renderBody(body: Content | undefined): string[] {
  const schema = body && findSchema(body);
  return schema ? [`readonly body: ${renderType(schema)};`] : [];
}

function renderAnswer(responses: Readonly<Record<string, Content>>): string {
  const good = Object.entries(responses).filter(([status]) => status.startsWith("2"));
  const types = good.map(([status, response]) => {
    const schema = findSchema(response);
    return status === "204" ? "undefined" : schema ? renderType(schema) : "unknown";
  });
  return [...new Set(types)].join(" | ") || "unknown";
}

function findSchema({ content = {} }: Content): Schema | undefined {
  return (content["application/json"] ?? Object.values(content)[0])?.schema;
}
