import { type Problem, Secret } from "../../base/index.ts";
import { type PbxKind, readPbxSettings } from "../../pbx/index.ts";
import { type Connection, sealPlace, type Vault } from "../../store/index.ts";

type Plain = Readonly<Record<string, unknown>>;

/** Settings of a connector as they are stored: the secrets apart, sealed, each under its path such as `clientSecret` or `webhookSecrets.0`. */
export type StoredSettings = Pick<Connection, "settings" | "sealedSettings">;

/**
 * Takes settings as somebody wrote them, secrets in the clear, and gives them as they are stored; or every problem that they have, with paths from
 * the settings on. A secret that is left out, or written as `null`, keeps what is stored of it.
 */
export function sealSettings(
  kind: PbxKind,
  id: string,
  written: Plain,
  before: StoredSettings | undefined,
  vault: Vault,
): StoredSettings | { readonly problems: readonly Problem[] } {
  const kept = before ? revealSettings(before, id, vault) : {};
  const secretsBefore = Object.fromEntries(
    Object.entries(kept).filter(([name]) =>
      Object.keys(before?.sealedSettings ?? {}).some((path) => isUnder(path, name)),
    ),
  );
  const whole = { ...secretsBefore, ...withoutNulls(written) };
  const reading = readPbxSettings(kind, whole);
  if ("problems" in reading) return reading;
  const paths = findSecrets(reading.settings, []);
  const settings = structuredClone(whole) as Record<string, unknown>;
  const sealedSettings: Record<string, string> = {};
  for (const path of paths) {
    const name = path.join(".");
    sealedSettings[name] = vault.seal(new Secret(String(takeOut(settings, path))), sealPlace.setting(id, name));
  }
  return { settings, sealedSettings };
}

/** The settings as the connector reads them. Throws `SECRET_KEY_MISSING` when a secret does not open. */
export function revealSettings(
  { settings, sealedSettings }: StoredSettings,
  id: string,
  vault: Vault,
): Record<string, unknown> {
  const whole = structuredClone(settings) as Record<string, unknown>;
  for (const [name, sealed] of Object.entries(sealedSettings)) {
    putBack(whole, name.split("."), vault.open(sealed, sealPlace.setting(id, name)).reveal());
  }
  return whole;
}

function isUnder(path: string, name: string): boolean {
  return path === name || path.startsWith(`${name}.`);
}

function withoutNulls(written: Plain): Plain {
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== null && value !== undefined));
}

function findSecrets(value: unknown, path: readonly string[]): string[][] {
  if (value instanceof Secret) return [[...path]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => findSecrets(member, [...path, name]));
}

type Container = Record<string, unknown>;

function takeOut(root: Container, path: readonly string[]): unknown {
  const [name = "", ...rest] = path;
  const value = root[name];
  if (rest.length > 0) return takeOut(value as Container, rest);
  // An element of a list keeps its place.
  if (Array.isArray(root)) root[Number(name)] = null;
  else delete root[name];
  return value;
}

function putBack(root: Container, path: readonly string[], value: string): void {
  const [name = "", ...rest] = path;
  if (rest.length === 0) root[name] = value;
  else {
    root[name] ??= {};
    putBack(root[name] as Container, rest, value);
  }
}
