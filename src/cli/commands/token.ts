import type { Command } from "commander";
import { withDataFolder } from "../data-folder.ts";
import { type CliIo, outJson } from "../io.ts";
import { callServer, type ServerOptions } from "../server-client.ts";

interface Token {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
}

interface MadeToken extends Token {
  readonly token: string;
}

interface CreateOptions extends ServerOptions {
  readonly scope: string[];
  readonly data?: string;
  readonly json?: boolean;
}

export function register(program: Command, io: CliIo): void {
  const token = program
    .command("token")
    .summary("make, list and revoke tokens of a running server")
    .description("Tokens let programs use the REST API.");
  const withServer = (command: Command) =>
    command
      .option("--server <url>", "address of the server", "http://127.0.0.1:8484")
      .option("--token <value>", "an administrator's token; @FILE or env:NAME (DESKBELL_TOKEN)")
      .option("--json", "print the result as JSON, for programs");

  withServer(token.command("create"))
    .summary("make a token; it is shown only once")
    .argument("<name>", "what it is for")
    .requiredOption("--scope <scope...>", "admin, read, agent, events:write or events:write:CONNECTION")
    .option("--data <folder>", "of a stopped server: for whoever has lost the administrator's token")
    .action(async (name: string, options: CreateOptions) => {
      const wish = { name, scopes: options.scope };
      const made =
        options.data === undefined
          ? await callServer<MadeToken>(options, io, "POST", "/api/v1/tokens", wish)
          : await makeTokenIn(options.data, wish);
      if (options.json) outJson(io, made);
      else io.out(`${made.token}\n`);
    });
  withServer(token.command("list"))
    .summary("list tokens, without the tokens themselves")
    .action(async (options: ServerOptions & { json?: boolean }) => {
      const list = await callServer<{ tokens: Token[] }>(options, io, "GET", "/api/v1/tokens");
      if (options.json) outJson(io, list);
      else for (const { id, name, scopes } of list.tokens) io.out(`${id}  ${name}  ${scopes.join(", ")}\n`);
    });
  withServer(token.command("revoke"))
    .summary("make a token worthless")
    .argument("<id>", "as listed")
    .action(async (id: string, options: ServerOptions & { json?: boolean }) => {
      await callServer(options, io, "DELETE", `/api/v1/tokens/${encodeURIComponent(id)}`);
      if (options.json) outJson(io, { ok: true });
      else io.say(`deskbell: token ${id} is revoked\n`);
    });
}

async function makeTokenIn(folder: string, wish: { name: string; scopes: string[] }): Promise<MadeToken> {
  const { makeToken, readTokenWish } = await import("../../api/index.ts");
  const { realEnv } = await import("../../server/index.ts");
  const { addAuditEntry } = await import("../../store/index.ts");
  const checked = readTokenWish(wish);
  return withDataFolder(folder, async (store) => {
    const { stored, token } = await makeToken(checked, { store, env: realEnv });
    const who = { kind: "system", id: "", name: "command line", address: "" } as const;
    const deed = {
      who,
      action: "createToken",
      subject: `token ${stored.name}`,
      after: { id: stored.id, scopes: stored.scopes },
    };
    await store.write(() => addAuditEntry(deed, realEnv.now()));
    return { ...stored, token: token.reveal() };
  });
}
