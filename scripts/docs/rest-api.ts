import type { ApiContext } from "../../src/api/context.ts";
import { createApi } from "../../src/api/index.ts";
import { cell } from "./pages.ts";

interface Described {
  readonly summary?: string;
  readonly description?: string;
  readonly operationId?: string;
  readonly security?: readonly unknown[];
}

/** Lists the REST API from its own OpenAPI document. */
export async function renderOpenApi(): Promise<string> {
  // The routes are only described here, never called, so they get nothing to work with.
  const app = await createApi({ version: "0.0.0", engine: {} } as unknown as ApiContext);
  const { paths } = app.swagger() as { paths: Record<string, Record<string, Described>> };
  await app.close();
  const rows = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { summary = "", description = "" }]) => {
      return `| \`${method.toUpperCase()} ${path}\` | ${cell(`${summary}. ${description}`)} |`;
    }),
  );
  return `# REST API

The running server describes itself in full at \`/api/openapi.json\` (OpenAPI 3.1). This is the list.

| request | what it does |
| --- | --- |
${rows.join("\n")}`;
}
