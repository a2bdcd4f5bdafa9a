import { evaluate } from "./exec.ts";
import { MAX_PATH_LENGTH } from "./limits.ts";
import type { Subpath } from "./node.ts";
import { createSubpath } from "./parse.ts";
import { type Result, toResult } from "./result.ts";
import { MISSING, sourceOf } from "./value.ts";

/** A path that is read once and asked of many documents. */
export interface CompiledPath {
  readonly path: string;
  get(json: string): Result;
}

/** Prepares a path for repeated use. A path longer than 65,536 characters finds nothing. */
export function compilePath(path: string): CompiledPath {
  const compiled = createSubpath(path);
  return { path, get: (json) => getCompiled(compiled, json) };
}

/**
 * Asks a path of a JSON text. The text is trusted to be JSON and not checked; from a broken one the answer is whatever is found.
 *
 * @example getPath('{"a":[{"b":1},{"b":2}]}', "a.#(b==2).b").text // "2"
 */
export function getPath(json: string, path: string): Result {
  let compiled = cache.get(path);
  if (!compiled) {
    compiled = createSubpath(path);
    remember(path, compiled);
  }
  return getCompiled(compiled, json);
}

function getCompiled(path: Subpath, json: string): Result {
  if (path.text.length > MAX_PATH_LENGTH) return toResult(MISSING);
  return toResult(evaluate(path, sourceOf(json), 0));
}

const CACHE_SIZE = 256;
const MAX_CACHED_PATH_LENGTH = 1024;

/** The paths used last, oldest first. */
const cache = new Map<string, Subpath>();

function remember(path: string, compiled: Subpath): void {
  if (path.length > MAX_CACHED_PATH_LENGTH) return;
  if (cache.size >= CACHE_SIZE) cache.delete(cache.keys().next().value as string);
  cache.set(path, compiled);
}
