import type { Problem } from "../../base/index.ts";
import type { Config } from "./schema.ts";
import { unknown } from "./suggest.ts";

/** What is named twice although each needs a name of its own: the later one would silently replace the earlier. */
export function findRepeated(config: Config): Problem[] {
  const { connections, integrations, phonebooks, templates } = config;
  return [
    ...repeated(connections, "id", "connections"),
    ...connections.flatMap(({ extensions }, at) => repeated(extensions, "number", `connections[${at}].extensions`)),
    ...repeated(templates, "key", "templates"),
    ...repeated(phonebooks, "id", "phonebooks"),
    ...repeated(integrations, "id", "integrations"),
    ...integrations.flatMap(({ associations = [] }, at) =>
      repeated(associations, "extension", `integrations[${at}].associations`),
    ),
  ];
}

function repeated<Name extends string>(
  list: readonly { readonly [name in Name]?: string | undefined }[],
  member: Name,
  path: string,
): Problem[] {
  const seen = new Set<string>();
  return list.flatMap((one, at): Problem[] => {
    const value = one[member];
    if (value === undefined || !seen.has(value)) {
      if (value !== undefined) seen.add(value);
      return [];
    }
    return [{ path: `${path}[${at}].${member}`, message: `"${value}" stands here twice; leave one` }];
  });
}

/** What integrations and phonebooks name that is not there: connections, and templates by key. */
export function findDangling(config: Config, templateKeys: readonly string[]): Problem[] {
  const connectionIds = config.connections.map(({ id }) => id);
  const ofPhonebooks = config.phonebooks.flatMap(({ connection }, at): Problem[] =>
    connection === undefined || connectionIds.includes(connection)
      ? []
      : [{ path: `phonebooks[${at}].connection`, ...unknown("connection", connection, connectionIds) }],
  );
  const ofIntegrations = config.integrations.flatMap(({ connection, template }, at): Problem[] => [
    ...(connectionIds.includes(connection)
      ? []
      : [{ path: `integrations[${at}].connection`, ...unknown("connection", connection, connectionIds) }]),
    ...(templateKeys.includes(template)
      ? []
      : [{ path: `integrations[${at}].template`, ...unknown("template", template, templateKeys) }]),
  ]);
  return [...ofPhonebooks, ...ofIntegrations];
}
