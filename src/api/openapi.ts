import type { SwaggerTransformObject } from "@fastify/swagger";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";

const ANSWERS: Readonly<Record<string, string>> = {
  "200": "What was asked for.",
  "201": "It was made.",
  "202": "It is written down and will be done.",
  "204": "It was done.",
  "302": "Go on there.",
  "400": "The request does not fit; every problem is named.",
  "401": "Nobody proved who is asking.",
  "403": "Whoever asks may not do that.",
  "404": "There is no such thing.",
  "409": "It is not in a state that allows this.",
  "422": "What was sent can be read, and not used.",
  "429": "Too many tried; the message says how long to wait.",
};

/** Says of each route what its caller must be allowed (`x-needs`), or why it asks for nothing (`x-open`). */
export const describeNeeds: typeof jsonSchemaTransform = (input) => {
  const { schema, url } = jsonSchemaTransform(input);
  const { scope, open } = input.route?.config ?? {};
  const added = { ...(scope !== undefined && { "x-needs": scope }), ...(open !== undefined && { "x-open": open }) };
  return { schema: { ...schema, ...added }, url };
};

/** What is worked on of an OpenAPI document. */
interface Document {
  readonly paths: Record<string, Record<string, { readonly responses?: Record<string, { description: string }> }>>;
  readonly components: { readonly schemas: Record<string, unknown> };
}

/** Makes the document readable: schemas that have an id stand once and are pointed to, and each answer says what it means. */
export const finishOpenApi: SwaggerTransformObject = (input) => {
  const finished = jsonSchemaTransformObject(input);
  const document = finished as unknown as Document;
  for (const operation of Object.values(document.paths).flatMap((methods) => Object.values(methods))) {
    for (const [status, response] of Object.entries(operation.responses ?? {})) {
      response.description = ANSWERS[status] ?? response.description;
    }
  }
  removeUnused(document);
  return finished;
};

// The schema library writes each schema as it comes in and as it goes out, whether or not anything points there.
function removeUnused(document: Document): void {
  const used = new Set<string>();
  const visit = (value: unknown): void => {
    for (const [, name] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (name === undefined || used.has(name)) continue;
      used.add(name);
      visit(document.components.schemas[name]);
    }
  };
  visit(document.paths);
  for (const name of Object.keys(document.components.schemas)) {
    if (!used.has(name)) delete document.components.schemas[name];
  }
}
