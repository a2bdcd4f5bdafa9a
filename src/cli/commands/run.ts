import type { Command } from "commander";
import { allowsPrivateTargets, collectSetting, readSettings, readVariables, resolveValue } from "../inputs.ts";
import { type CliIo, outJson } from "../io.ts";
import { readRegion, readTimeout } from "../numbers.ts";

interface RunOptions {
  readonly scenario: string;
  readonly request?: string[];
  readonly vars?: string;
  readonly set?: Record<string, string>;
  readonly zone: string;
  readonly region: string;
  readonly token?: string;
  readonly refreshToken?: string;
  readonly timeout: string;
  readonly dryRun?: boolean;
  readonly allowPrivateTargets?: boolean;
  readonly json?: boolean;
}

export function register(program: Command, io: CliIo): void {
  addScenarioOptions(
    program
      .command("run")
      .summary("run a scenario against a real helpdesk")
      .description(
        "Renders a scenario's requests and sends them for real. Exits with 0 only when the scenario succeeded.",
      ),
  )
    .option("--dry-run", "show what would be sent, and send nothing")
    .option("--token <value>", "access token, for templates with OAuth2; @FILE or env:NAME")
    .option("--refresh-token <value>", "refresh token, for templates with OAuth2; @FILE or env:NAME")
    .option("--timeout <seconds>", "of each request", "10")
    .option("--allow-private-targets", "let requests go to this machine and the local network")
    .addHelpText(
      "after",
      `
Examples:
  deskbell run my-desk.xml --scenario SyncContactAuto --set address=https://desk.example --set token=env:TOKEN --vars call.json
  deskbell run my-desk.xml --scenario CreateNewTicket --set address=https://desk.example --set token=@token.txt --vars call.json --dry-run
`,
    )
    .action((file: string, options: RunOptions) => runFile(file, options, options.dryRun === true, io));
}

/** The options that `run` and `render` share. */
export function addScenarioOptions(command: Command): Command {
  return command
    .argument("<file>", "template; - is standard input")
    .requiredOption(
      "--scenario <id>",
      "UserAssociation, SyncContactAuto, SearchContact, CreateNewContact, CreateNewTicket or CallJournal",
    )
    .option(
      "--request <name>",
      "only this request, a contact type in contact scenarios; may be given several times, for several in this order",
      (name: string, before: string[] | undefined) => [...(before ?? []), name],
    )
    .option("--vars <file>", "JSON object of variables, as a call would bring them")
    .option(
      "--set <name=value>",
      "a field of the connection form or a parameter of the scenario; @FILE or env:NAME",
      collectSetting,
    )
    .option("--zone <name>", "time zone of the PBX", "UTC")
    .option("--region <country>", "country of national numbers, for the spellings of a look-up", "TH")
    .option("--json", "print {ok, outcome, rows, variables, exchanges, diagnostics} as JSON, for programs");
}

/** Runs a scenario of a template file and prints what came of it. */
export async function runFile(file: string, options: RunOptions, dryRun: boolean, io: CliIo): Promise<void> {
  const { DeskbellError, Secret } = await import("../../base/index.ts");
  const { compileTemplate, runScenario, toAuth } = await import("../../scenario/index.ts");
  const { fillVariables, LOOK_UP_NAMES, lookUp } = await import("../../pipeline/index.ts");
  const { createHelpdeskConnection, createMemoryTokenStore } = await import("../../request/index.ts");
  const { readTemplateFile } = await import("../template-file.ts");
  const { formatExchange, formatResult } = await import("../show-run.ts");
  const { PACKAGE } = await import("../../server/package-info.ts");

  const template = await readTemplateFile(file, io);
  const scenario = template.scenarios.find(({ id }) => id === options.scenario);
  if (scenario?.requests.length === 0) {
    const others = template.scenarios.flatMap(({ id, requests }) => (requests.length > 0 ? [id] : [])).join(", ");
    throw new DeskbellError("SCENARIO_MISSING", `scenario "${scenario.id}" has no requests; these have: ${others}`);
  }
  const given = await readVariables(options.vars, io);
  const { fields, parameters } = readSettings(template, options.scenario, options.set ?? {}, io);
  const region = readRegion(options.region);
  const timeoutMs = readTimeout(options.timeout);
  const compiled = compileTemplate(template, { zone: options.zone });
  const auth = toAuth(compiled, fields);
  const env = { now: () => Date.now() };
  const secret = (value: string | undefined, name: string) => value && new Secret(resolveValue(value, name, io));
  const accessToken = secret(options.token, "--token");
  const refreshToken = secret(options.refreshToken, "--refresh-token");
  if (auth.kind === "token-server" && auth.grant === "authorization-code" && !accessToken && !dryRun) {
    throw new DeskbellError(
      "REAUTHORISE",
      `template "${template.key}" logs in with OAuth2, which needs a person's permission: give an access token with --token, or connect through deskbell serve`,
    );
  }
  const obtainedAt = env.now();
  const tokens = accessToken && { accessToken, obtainedAt, ...(refreshToken && { refreshToken }) };
  const connection = createHelpdeskConnection({
    auth,
    secrets: Object.values(fields).flatMap((value) => (typeof value === "string" ? [] : [value.reveal()])),
    tokenStore: createMemoryTokenStore(tokens || undefined),
    maxConcurrentRequests: template.maxConcurrentRequests,
    allowPrivateNetworkTargets: allowsPrivateTargets(options.allowPrivateTargets, io),
    userAgent: `Deskbell/${PACKAGE.version}`,
    limits: { timeoutMs },
    env,
  });
  try {
    const input = {
      compiled,
      scenarioId: options.scenario as "CallJournal",
      ...(options.request && { requests: options.request }),
      fields,
      parameters,
      connection,
      mode: dryRun ? ("dry-run" as const) : ("send" as const),
      signal: io.signal,
      env,
    };
    const number = LOOK_UP_NAMES.map((name) => given[name]).find((value) => value);
    const run =
      options.scenario === "SyncContactAuto" && number && !dryRun
        ? await lookUp(number, given, { ...options, region }, input)
        : await runScenario({ ...input, variables: fillVariables(given, number) });
    const { ok, outcome, rows, exchanges, diagnostics } = run;
    const contacts = "contacts" in run ? { contacts: run.contacts } : {};
    if (options.json) outJson(io, { ok, outcome, rows, ...contacts, variables: run.variables, exchanges, diagnostics });
    else {
      for (const exchange of exchanges) io.out(`${formatExchange(exchange)}\n\n`);
      io.out(`${formatResult(run)}\n`);
    }
    io.exit(ok ? 0 : 1);
  } finally {
    await connection.close();
  }
}
