import type { Command } from "commander";
import type { Person } from "../../store/index.ts";
import { type CliIo, outJson } from "../io.ts";
import { callServer, type ServerOptions } from "../server-client.ts";
import { readStoreUrl, STORE_URL_OPTION } from "../store-place.ts";

interface Link {
  readonly kind: string;
  readonly url: string;
  readonly expiresAt: number;
}

type JsonOption = { readonly json?: boolean };

interface LinkOptions extends JsonOption {
  readonly data?: string;
  readonly storeUrl?: string;
  readonly publicUrl: string;
}

export function register(program: Command, io: CliIo): void {
  const people = program
    .command("people")
    .summary("who may sign in: list, add, help in again")
    .description("People sign in to the pages; programs use tokens.");
  const withServer = (command: Command) =>
    command
      .option("--server <url>", "address of the server", "http://127.0.0.1:8484")
      .option("--token <value>", "an administrator's token; @FILE or env:NAME (DESKBELL_TOKEN)")
      .option("--json", "print the result as JSON, for programs");
  const printLink = (link: Link | undefined, options: JsonOption) => {
    if (options.json) outJson(io, link ?? { ok: true });
    else if (link) io.out(`Good once, until ${new Date(link.expiresAt).toISOString()}:\n  ${link.url}\n`);
  };
  const find = async (login: string, options: ServerOptions): Promise<Pick<Person, "id" | "login" | "name">> => {
    const list = await callServer<{ people: Person[] }>(options, io, "GET", "/api/v1/people");
    const wanted = login.toLowerCase();
    const found = list.people.find((one) => one.login === wanted || one.id === login);
    if (found) return found;
    const { DeskbellError } = await import("../../base/index.ts");
    throw new DeskbellError("NOT_FOUND", `nobody signs in as "${login}"; deskbell people list shows who does`);
  };
  const path = ({ id }: { readonly id: string }) => `/api/v1/people/${encodeURIComponent(id)}`;

  withServer(people.command("list"))
    .summary("list people")
    .action(async (options: ServerOptions & JsonOption) => {
      const list = await callServer<{ people: Person[] }>(options, io, "GET", "/api/v1/people");
      if (options.json) return outJson(io, list);
      for (const { login, name, roles, extensions, disabled } of list.people) {
        const numbers = extensions.map(({ connectionId, number }) => `${number}@${connectionId}`).join(", ");
        const rest = [roles.join(", "), numbers, disabled ? "disabled" : ""].filter((one) => one !== "");
        io.out(`${login}  ${name}  ${rest.join("  ")}\n`);
      }
    });

  withServer(people.command("add"))
    .summary("add a person and print the link by which they choose a password")
    .argument("<login>", "e-mail address, or a name to sign in with")
    .requiredOption("--role <role...>", "owner, administrator, template-author, supervisor, agent, auditor")
    .option("--name <name>", "for people; the log-in by default")
    .option("--extension <number@connection...>", "of an agent: they see its calls")
    .action(
      async (
        login: string,
        options: ServerOptions & JsonOption & { role: string[]; name?: string; extension?: string[] },
      ) => {
        const extensions = [];
        for (const text of options.extension ?? []) {
          const [, number, connectionId] = /^(.+)@([^@]+)$/.exec(text) ?? [];
          if (number === undefined || connectionId === undefined) {
            const { DeskbellError } = await import("../../base/index.ts");
            throw new DeskbellError(
              "INPUT_INVALID",
              `--extension ${text}: write it as 1001@office, with the connection's id`,
            );
          }
          extensions.push({ number, connectionId });
        }
        const wish = { login, name: options.name ?? login, roles: options.role, extensions };
        const { link } = await callServer<{ link?: Link }>(options, io, "POST", "/api/v1/people", wish);
        printLink(link, options);
      },
    );

  withServer(people.command("reset"))
    .summary("print a link by which a person chooses a new password")
    .argument("<login>", "as listed")
    .action(async (login: string, options: ServerOptions & JsonOption) => {
      printLink(await callServer<Link>(options, io, "POST", `${path(await find(login, options))}/link`), options);
    });

  for (const [name, disabled, summary] of [
    ["disable", true, "sign a person out everywhere and let them in no more"],
    ["enable", false, "let a disabled person in again"],
  ] as const) {
    withServer(people.command(name))
      .summary(summary)
      .argument("<login>", "as listed")
      .action(async (login: string, options: ServerOptions & JsonOption) => {
        const person = await find(login, options);
        await callServer(options, io, "PATCH", path(person), { disabled });
        if (options.json) outJson(io, { ok: true });
        else io.say(`deskbell: ${person.name} is ${name}d\n`);
      });
  }

  people
    .command("link")
    .summary("print a link without a token: for whoever has lost the set-up link, or the owner's password")
    .description(
      "Works on the store itself: of a stopped server in a data folder, or on PostgreSQL while servers run. While there is no owner it prints a new set-up link; afterwards one by which the person named chooses a new password.",
    )
    .argument("[login]", "whose password is to be chosen anew")
    .option("--data <folder>", "of a stopped server")
    .option(...STORE_URL_OPTION)
    .option("--public-url <url>", "under which browsers reach the server", "http://127.0.0.1:8484")
    .option("--json", "print the result as JSON, for programs")
    .action(async (login: string | undefined, options: LinkOptions) => {
      const { makeLinkIn } = await import("../people-link.ts");
      const storeUrl = readStoreUrl(options.storeUrl, io);
      const made = await makeLinkIn({ ...options, storeUrl, publicUrl: options.publicUrl.replace(/\/+$/, "") }, login);
      printLink({ kind: made.kind, url: made.url.reveal(), expiresAt: made.expiresAt }, options);
    });
}
