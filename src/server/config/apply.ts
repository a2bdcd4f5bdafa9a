import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { findSecretFault, hashToken } from "../../api/index.ts";
import { DeskbellError, type Problem, Secret } from "../../base/index.ts";
import { type Extension, toExtensionNumber } from "../../domain/index.ts";
import type { SettingsInput } from "../../features/index.ts";
import { type SetUpTools, setUpConnection, setUpIntegration, uploadTemplate } from "../../pipeline/index.ts";
import { addApiToken, findApiToken, listTemplates } from "../../store/index.ts";
import { decodeXml } from "../../xml/index.ts";
import { type ConfigFile, count, fetchValue, withPlace } from "./read.ts";
import type { Config } from "./schema.ts";
import { nearest } from "./suggest.ts";

export interface ApplyOptions extends SetUpTools {
  readonly environment: NodeJS.ProcessEnv;
  /** Folder of the templates that come with Deskbell. */
  readonly shippedTemplates: string;
}

/**
 * Sets up what a configuration says; what it does not name stays as it is. Doing it again changes nothing.
 * Throws `CONFIG_INVALID` with every problem that can be found without the ones before it being mended.
 */
export async function applyConfig(file: ConfigFile, options: ApplyOptions): Promise<void> {
  const { config, folder } = file;
  const problems: Problem[] = [];
  const secrets = createFetcher(folder, options.environment, problems);
  problems.push(...findRepeatedIds(config));
  const keys = await applyTemplates(config, folder, options, problems);
  checkReferences(config, keys, problems);
  const connections = config.connections.map((one, at) => {
    const path = `connections[${at}].signingSecret`;
    const secret = one.signingSecret && secrets(one.signingSecret, path);
    const fault = secret && findSecretFault(secret);
    if (fault) problems.push({ path, message: fault });
    return { ...one, secret };
  });
  const integrations = config.integrations.map((one, at) => ({
    ...one,
    values: Object.fromEntries(
      Object.entries(one.fields).map(([name, value]) => [
        name,
        typeof value === "string" ? value : (secrets(value, `integrations[${at}].fields.${name}`) ?? ""),
      ]),
    ),
  }));
  const tokens = config.tokens.map((one, at) => ({ ...one, secret: secrets(one.value, `tokens[${at}].value`) }));
  if (problems.length > 0) throw invalid(problems, file);

  for (const one of connections) {
    await setUpConnection(
      {
        id: one.id,
        name: one.name,
        zone: one.zone,
        signingSecret: one.secret,
        extensions: one.extensions.map(toExtension),
      },
      options,
    );
  }
  for (const [at, one] of integrations.entries()) {
    try {
      await setUpIntegration(
        {
          id: one.id,
          connectionId: one.connection,
          templateKey: one.template,
          enabled: one.enabled,
          fields: one.values,
          settings: one.settings as SettingsInput | undefined,
          associations: one.associations?.map(({ extension, user }) => ({
            extension: toExtensionNumber(extension),
            userId: user,
            origin: "manual" as const,
          })),
        },
        options,
      );
    } catch (error) {
      if (!(error instanceof DeskbellError)) throw error;
      problems.push(...toOwnProblems(error, `integrations[${at}]`));
    }
  }
  if (problems.length > 0) throw invalid(problems, file);
  for (const { name, scopes, secret } of tokens) if (secret) await saveToken(name, scopes, secret, options);
}

function toExtension({ popup, number, ...rest }: Config["connections"][number]["extensions"][number]): Extension {
  return { ...rest, number: toExtensionNumber(number), ...(popup && { popup }) };
}

function toOwnProblems(error: DeskbellError, path: string): Problem[] {
  if (error.problems.length === 0) return [{ path, message: error.message }];
  return error.problems.map((one) => ({ ...one, path: one.path === "" ? path : `${path}.${one.path}` }));
}

type Fetcher = (source: { env: string } | { file: string }, path: string) => Secret | undefined;

function createFetcher(folder: string, environment: NodeJS.ProcessEnv, problems: Problem[]): Fetcher {
  return (source, path) => {
    const value = fetchValue(source, folder, environment);
    if (value instanceof Secret) return value;
    problems.push({ path, ...value });
    return undefined;
  };
}

async function saveToken(
  name: string,
  scopes: readonly string[],
  secret: Secret,
  { store, env }: SetUpTools,
): Promise<void> {
  const hash = hashToken(secret.reveal());
  await store.write(function* () {
    if (!(yield* findApiToken(hash))) yield* addApiToken({ id: env.newId(), name, scopes, createdAt: env.now() }, hash);
  });
}

async function applyTemplates(
  config: Config,
  folder: string,
  options: ApplyOptions,
  problems: Problem[],
): Promise<string[]> {
  const keys = (await options.store.read(listTemplates)).map(({ key }) => key);
  for (const [at, { key, file, shipped }] of config.templates.entries()) {
    const path = `templates[${at}]`;
    if ((file === undefined) === (shipped === undefined)) {
      problems.push({ path, message: "must name either file or shipped" });
      continue;
    }
    if (shipped !== undefined && !/^[a-z0-9-]+$/.test(shipped)) {
      problems.push({ path: `${path}.shipped`, message: `there is no shipped template "${shipped}"` });
      continue;
    }
    const source =
      file === undefined ? join(options.shippedTemplates, shipped as string, "template.xml") : resolve(folder, file);
    try {
      const decoded = decodeXml(readFileSync(source));
      if (decoded.text === undefined)
        throw new DeskbellError("TEMPLATE_INVALID", decoded.diagnostics[0]?.message ?? "not text");
      const { revision } = await uploadTemplate(decoded.text, options, key);
      keys.push(revision.key);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (error instanceof DeskbellError) problems.push(...templateProblems(error, path, file ?? `shipped ${shipped}`));
      else
        problems.push({
          path,
          message: `template ${file ?? shipped} cannot be read: ${code ?? (error as Error).message}`,
        });
    }
  }
  return keys;
}

function templateProblems(error: DeskbellError, path: string, source: string): Problem[] {
  const own = error.problems.map(({ path: place, ...rest }) => ({
    ...rest,
    path,
    message: `${source}:${place} ${rest.message}`,
  }));
  return own.length > 0 ? own : [{ path, message: `${source}: ${error.message}` }];
}

function findRepeatedIds(config: Config): Problem[] {
  return (["connections", "integrations"] as const).flatMap((list) => {
    const seen = new Set<string>();
    return config[list].flatMap(({ id }, at): Problem[] => {
      if (!seen.has(id)) {
        seen.add(id);
        return [];
      }
      return [{ path: `${list}[${at}].id`, message: `"${id}" is used twice; each needs an id of its own` }];
    });
  });
}

function checkReferences(config: Config, templateKeys: readonly string[], problems: Problem[]): void {
  const connectionIds = config.connections.map(({ id }) => id);
  for (const [at, { connection, template }] of config.integrations.entries()) {
    if (!connectionIds.includes(connection)) {
      problems.push({ path: `integrations[${at}].connection`, ...unknown("connection", connection, connectionIds) });
    }
    if (!templateKeys.includes(template)) {
      problems.push({ path: `integrations[${at}].template`, ...unknown("template", template, templateKeys) });
    }
  }
}

function unknown(what: string, name: string, names: readonly string[]): Omit<Problem, "path"> {
  const near = nearest(name, names);
  return {
    message: `there is no ${what} "${name}"`,
    help: near === undefined ? `There is ${names.join(", ") || "none"}.` : `Did you mean "${near}"?`,
  };
}

function invalid(problems: readonly Problem[], { locate }: ConfigFile): DeskbellError {
  return new DeskbellError("CONFIG_INVALID", `the configuration has ${count(problems)}`, {
    problems: problems.map((problem) => withPlace(problem, locate)),
  });
}
