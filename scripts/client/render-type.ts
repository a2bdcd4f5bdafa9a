/** What is read of a JSON schema. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly nullable?: boolean;
}

/** A JSON schema as a TypeScript type. What cannot be told is `unknown`. */
export function renderType(schema: Schema): string {
  const type = renderBare(schema);
  return schema.nullable === true ? `${type} | null` : type;
}

function renderBare(schema: Schema): string {
  if (schema.$ref !== undefined) return schema.$ref.replace(/^.*\//, "");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return union(schema.enum.map((value) => JSON.stringify(value)));
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return union(choices.map(renderType));
  if (schema.allOf) return schema.allOf.map((one) => `(${renderType(one)})`).join(" & ");
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
  return types.length === 0 ? "unknown" : union(types.map((type) => renderNamed(type, schema)));
}

function renderNamed(type: string, schema: Schema): string {
  switch (type) {
    case "string":
    case "boolean":
    case "null":
      return type;
    case "number":
    case "integer":
      return "number";
    case "array":
      return `readonly (${schema.items ? renderType(schema.items) : "unknown"})[]`;
    case "object":
      return renderObject(schema);
    default:
      return "unknown";
  }
}

function renderObject({ properties = {}, required = [], additionalProperties }: Schema): string {
  const members = Object.entries(properties).map(
    ([name, schema]) => `readonly ${JSON.stringify(name)}${required.includes(name) ? "" : "?"}: ${renderType(schema)};`,
  );
  // Beside named members of other types an index signature can only be of unknown.
  const rest = typeof additionalProperties === "object" ? renderType(additionalProperties) : "unknown";
  const open = additionalProperties !== false && additionalProperties !== undefined;
  if (open || members.length === 0) members.push(`readonly [name: string]: ${members.length > 0 ? "unknown" : rest};`);
  return `{ ${members.join(" ")} }`;
}

function union(parts: readonly string[]): string {
  const distinct = [...new Set(parts)];
  return distinct.length === 1 ? (distinct[0] as string) : `(${distinct.join(" | ")})`;
}
