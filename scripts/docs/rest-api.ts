import { describeApi } from "../client/describe-api.ts";
import { cell } from "./pages.ts";

/** Lists the REST API from its own OpenAPI document. */
export async function renderOpenApi(): Promise<string> {
  const { paths } = await describeApi();
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
