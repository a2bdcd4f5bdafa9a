import { findSecretFault, hashToken, setFrameAncestors } from "../../api/index.ts";
import { DeskbellError, type Problem, Secret } from "../../base/index.ts";
import { type Extension, toExtensionNumber } from "../../domain/index.ts";
import type { SettingsInput } from "../../features/index.ts";
import { type SetUpTools, setUpConnection, setUpIntegration, setUpPhonebook } from "../../pipeline/index.ts";
import { addApiToken, findApiToken, findTemplate, type Operation } from "../../store/index.ts";
import { readTemplate } from "../../template/index.ts";
import { applyTemplates, type TemplateTools } from "./apply-templates.ts";
import { findDangling, findRepeated } from "./check-names.ts";
import { fillSettings } from "./fill-settings.ts";
import { type ConfigFile, count, fetchValue, withPlace } from "./read.ts";
import type { Config } from "./schema.ts";
import { readSignIn } from "./sign-in.ts";

export interface ApplyOptions extends TemplateTools {
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Sets up what a configuration says; what it does not name stays as it is. Doing it again changes nothing.
 * Throws `CONFIG_INVALID` with every problem that can be found without the ones before it being mended.
 */
export async function applyConfig(file: ConfigFile, options: ApplyOptions): Promise<void> {
  const { config, folder } = file;
  const problems: Problem[] = [];
  const secrets = createFetcher(folder, options.environment, problems);
  problems.push(...findRepeated(config));
  const keys = await applyTemplates(config, folder, options, problems);
  problems.push(...findDangling(config, keys));
  const connections = config.connections.map((one, at) => {
    const path = `connections[${at}].signingSecret`;
    const secret = one.signingSecret && secrets(one.signingSecret, path);
    const fault = secret && findSecretFault(secret);
    if (fault) problems.push({ path, message: fault });
    const settings = one.settings && fillSettings(one.settings, `connections[${at}].settings`, secrets);
    return { ...one, secret, settings };
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
  problems.push(...readSignIn(file, options.environment).problems);
  const tokens = config.tokens.map((one, at) => ({ ...one, secret: secrets(one.value, `tokens[${at}].value`) }));
  if (problems.length > 0) throw invalid(problems, file);

  for (const [at, one] of connections.entries()) {
    const { id, name, kind, zone, enabled, settings, secret: signingSecret } = one;
    const extensions = one.extensions.map(toExtension);
    try {
      await setUpConnection({ id, name, kind, zone, enabled, settings, signingSecret, extensions }, options);
    } catch (error) {
      if (!(error instanceof DeskbellError)) throw error;
      problems.push(...toOwnProblems(error, `connections[${at}]`));
    }
  }
  if (problems.length > 0) throw invalid(problems, file);
  for (const [at, { id, name, connection }] of config.phonebooks.entries()) {
    try {
      await setUpPhonebook({ id, name, connectionId: connection ?? null }, options);
    } catch (error) {
      if (!(error instanceof DeskbellError)) throw error;
      problems.push(...toOwnProblems(error, `phonebooks[${at}]`));
    }
  }
  for (const [at, one] of integrations.entries()) {
    const secrets = await options.store.read(() => listSecretFields(one.template));
    for (const [name, value] of Object.entries(config.integrations[at]?.fields ?? {})) {
      if (typeof value !== "string" || value === "" || !secrets.includes(name)) continue;
      const help = 'Write { env: NAME } or { file: "path" } in its place.';
      problems.push({
        path: `integrations[${at}].fields.${name}`,
        message: "is secret and must not stand in the file",
        help,
      });
    }
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
  const { frameAncestors } = config.pages ?? {};
  if (frameAncestors) await options.store.write(() => setFrameAncestors(frameAncestors));
  for (const { name, scopes, secret } of tokens) if (secret) await saveToken(name, scopes, secret, options);
}

/** The fields of a template that hold secrets. */
function* listSecretFields(templateKey: string): Operation<string[]> {
  const revision = yield* findTemplate(templateKey);
  const fields = (revision && readTemplate(revision.xml).template?.fields) ?? [];
  return fields.filter(({ secret }) => secret).map(({ key }) => key);
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

function invalid(problems: readonly Problem[], { locate }: ConfigFile): DeskbellError {
  return new DeskbellError("CONFIG_INVALID", `the configuration has ${count(problems)}`, {
    problems: problems.map((problem) => withPlace(problem, locate)),
  });
}
