import type { Routes } from "./generated/routes.ts";

type Route = keyof Routes;
type Part<R extends Route, K extends string> = K extends keyof Routes[R] ? Pick<Routes[R], K> : unknown;
/** What a request takes: its places in the path, its query, its body. */
export type Input<R extends Route> = Part<R, "path"> & Part<R, "query"> & Part<R, "body">;
/** What a success gives. */
export type Answer<R extends Route> = Routes[R]["answer"];

/** One thing that is wrong with what was sent: where, what, and what to do. */
export interface Problem {
  readonly path: string;
  readonly message: string;
  readonly help?: string;
}

/** A refusal of the API, or that it was not reached (`code` "UNREACHABLE", status 0). */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly problems: readonly Problem[];

  constructor(code: string, status: number, message: string, problems: readonly Problem[] = []) {
    super(message);
    this.code = code;
    this.status = status;
    this.problems = problems;
  }
}

const signedOut = new Set<() => void>();

/** Calls `take` whenever the API says that nobody is signed in. Gives the function that ends it. */
export function onSignedOut(take: () => void): () => void {
  signedOut.add(take);
  return () => void signedOut.delete(take);
}

/**
 * Asks the REST API: `ask("GET /api/v1/calls/{id}", { path: { id } })`. A text as body is sent as XML, everything else as JSON.
 * Throws {@link ApiError}.
 */
export async function ask<R extends Route>(
  route: R,
  ...[input]: unknown extends Input<R> ? [] : object extends Input<R> ? [input?: Input<R>] : [input: Input<R>]
): Promise<Answer<R>> {
  const { path, query, body } = (input ?? {}) as { path?: Values; query?: Values; body?: unknown };
  const [method = "GET", pattern = ""] = route.split(" ");
  const isText = typeof body === "string";
  let answer: Response;
  try {
    answer = await fetch(fillAddress(pattern, path, query), {
      method,
      // A page of another site cannot send this header; the API asks for it where something is changed.
      headers: {
        "x-deskbell": "1",
        ...(body !== undefined && { "content-type": isText ? "application/xml" : "application/json" }),
      },
      ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
    });
  } catch (cause) {
    throw Object.assign(new ApiError("UNREACHABLE", 0, "the server does not answer"), { cause });
  }
  const content = await readContent(answer);
  if (answer.ok) return content as Answer<R>;
  const { error } = (content ?? {}) as { error?: { code?: string; message?: string; problems?: Problem[] } };
  // A refused sign-in is told where it was tried; any other 401 means that the session is over.
  if (answer.status === 401 && method === "GET") for (const take of signedOut) take();
  throw new ApiError(
    error?.code ?? "UNREADABLE",
    answer.status,
    error?.message ?? `the server answered ${answer.status}`,
    error?.problems,
  );
}

type Values = Readonly<Record<string, unknown>>;

/** The address of a route with its places filled and its query behind it. Absent values are left out. */
export function fillAddress(pattern: string, path: Values = {}, query: Values = {}): string {
  const address = pattern.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path[name] ?? "")));
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const text = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
  return text ? `${address}?${text}` : address;
}

async function readContent(answer: Response): Promise<unknown> {
  if (answer.status === 204) return undefined;
  const isJson = answer.headers.get("content-type")?.includes("json") === true;
  return (isJson ? answer.json() : answer.text()).catch(() => undefined);
}
