import { type ChildProcess, fork } from "node:child_process";
import { basename, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { getBuiltFolder } from "./built.ts";

/** A process of the bench. Every message to it is answered by one message, in order. */
export interface Child {
  readonly pid: number;
  ask<T = unknown>(question: Question): Promise<T>;
  /** Asks it to end, and ends it when it does not within ten seconds. */
  close(): Promise<void>;
}

export interface Question {
  readonly kind: string;
  readonly [member: string]: unknown;
}

/** Starts a file of this folder, without its types, as a process of its own; resolves with what it says first. */
export async function startChild<T>(source: URL, given: unknown): Promise<{ child: Child; ready: T }> {
  const file = basename(source.pathname, ".ts");
  const path = join(getBuiltFolder(), "bench/pipeline", `${file}.js`);
  // The standard output of this process belongs to the results.
  const process_ = fork(path, [JSON.stringify(given)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    execArgv: process.env.BENCH_NODE_OPTIONS?.split(" ").filter(Boolean) ?? [],
  });
  const answers: ((answer: unknown, error?: Error) => void)[] = [];
  process_.on("message", (answer) => answers.shift()?.(answer));
  process_.on("exit", (code, signal) => {
    const error = new Error(`${file} ended by itself (${signal ?? `code ${code}`})`);
    for (const settle of answers.splice(0)) settle(undefined, error);
  });
  const hear = <A>() =>
    new Promise<A>((resolve, reject) => {
      if (!process_.connected) return reject(new Error(`${file} is not running`));
      answers.push((answer, error) => (error ? reject(error) : resolve(answer as A)));
    });
  const ready = await hear<T>();
  const child: Child = {
    pid: process_.pid as number,
    ask(question) {
      const answer = hear<never>();
      if (process_.connected) process_.send(question);
      return answer;
    },
    close: () => endChild(process_),
  };
  return { child, ready };
}

async function endChild(process_: ChildProcess): Promise<void> {
  if (process_.exitCode !== null || process_.signalCode !== null) return;
  const ended = new Promise((resolve) => process_.once("exit", resolve));
  if (process_.connected) process_.disconnect();
  const late = new AbortController();
  await Promise.race([ended, delay(10_000, undefined, { signal: late.signal }).catch(() => undefined)]);
  late.abort();
  if (process_.exitCode === null && process_.signalCode === null) process_.kill("SIGKILL");
  await ended;
}

/**
 * The child's side: says that it is ready, then answers each question with what `answer` gives. When the parent goes, for whatever
 * reason, `close` is called and the process ends.
 */
export async function serveParent(
  ready: unknown,
  answer: (question: Question) => unknown,
  close: () => unknown,
): Promise<void> {
  const say = (message: unknown) => process.connected && process.send?.(message);
  process.on("message", async (question: Question) => say((await answer(question)) ?? null));
  process.on("disconnect", async () => {
    await close();
    process.exit();
  });
  say(ready ?? null);
}

/** What the parent gave to {@link startChild}. */
export function readGiven<T>(): T {
  return JSON.parse(process.argv[2] as string) as T;
}
