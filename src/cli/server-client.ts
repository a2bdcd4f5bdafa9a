import { DeskbellError } from "../base/index.ts";
import { resolveValue } from "./inputs.ts";
import type { CliIo } from "./io.ts";

/** How commands reach a running server. */
export interface ServerOptions {
  readonly server: string;
  readonly token?: string;
}

/** Calls the REST API of a running server; an answer that is no JSON is given as its text. Throws what the server refused, in its own words. */
export async function callServer<T>(
  options: ServerOptions,
  io: CliIo,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const given = options.token ?? (io.env.DESKBELL_TOKEN ? "env:DESKBELL_TOKEN" : undefined);
  if (given === undefined)
    throw new DeskbellError("AUTH_FAILED", "give a token: --token VALUE, @FILE or env:NAME, or DESKBELL_TOKEN");
  const url = new URL(path, options.server);
  let answer: Response;
  try {
    answer = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${resolveValue(given, "--token", io)}`,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: io.signal,
    });
  } catch (cause) {
    throw new DeskbellError("NOT_FOUND", `no server answers at ${url.origin}; is deskbell serve running there?`, {
      cause,
    });
  }
  const text = await answer.text();
  const isJson = answer.headers.get("content-type")?.includes("json") === true;
  if (answer.ok) return (text === "" ? undefined : isJson ? JSON.parse(text) : text) as T;
  if (!isJson) throw new DeskbellError("CONFLICT", `${url.origin} answers ${answer.status}, and not as Deskbell does`);
  const { error } = JSON.parse(text) as { error: { message: string; problems?: { path: string; message: string }[] } };
  throw new DeskbellError(answer.status === 401 ? "AUTH_FAILED" : "CONFLICT", error.message, {
    problems: error.problems ?? [],
  });
}
