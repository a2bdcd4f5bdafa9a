import { useQuery } from "@tanstack/react-query";
import { type Answer, ask } from "../../../shared/client/ask.ts";

/** A template as the list has it. */
export type TemplateCard = Answer<"GET /api/v1/templates">["templates"][number];
export type TemplateModel = NonNullable<Answer<"POST /api/v1/template-checks">["model"]>;

/** Every template, with where it is used. */
export function useTemplates() {
  return useQuery({
    queryKey: ["templates"],
    queryFn: async () => (await ask("GET /api/v1/templates")).templates,
  });
}

/** The text of a saved template; the newest revision when none is named. */
export async function readXml(key: string, revision?: number): Promise<string> {
  return (await ask("GET /api/v1/templates/{key}", {
    path: { key },
    query: { ...(revision !== undefined && { revision }) },
  })) as unknown as string;
}

/** Gives a text to the browser as a file. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/xml" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
