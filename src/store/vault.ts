import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { closeSync, existsSync, fchmodSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { DeskbellError, Secret } from "../base/index.ts";

/**
 * Seals secrets for rest with AES-256-GCM (NIST SP 800-38D; 96-bit random nonce, 128-bit tag).
 * A sealed text is `v1.<key id>.<nonce>.<cipher text and tag>` in base64url, and is bound to the place it is stored at:
 * moved to another row it does not open.
 */
export interface Vault {
  seal(secret: Secret, place: string): string;
  /** Throws `SECRET_KEY_MISSING` when the key is not there or the text was altered. */
  open(sealed: string, place: string): Secret;
  /** The id of the key that `seal` uses now. */
  readonly currentKeyId: string;
  /** Makes a new current key and keeps the old ones for opening. Throws `CONFLICT` when the keys come from the environment. */
  addKey(): string;
  /** Forgets all keys but the current one. Call it when everything has been sealed again. */
  dropOldKeys(): void;
}

const KEY_BYTES = 32;
const TAG_BYTES = 16;
const KEY_LINE = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]{43}=)$/;

/** A vault whose keys stand in a file outside the database, made with mode 0600 when it is not there. The first line is the current key. */
export function openFileVault(file: string): Vault {
  if (!existsSync(file)) writeKeys(file, [newKey()]);
  return createVault(readKeys(readFileSync(file, "utf8"), file), (keys) => writeKeys(file, keys));
}

/** A vault whose keys come from the environment: `id:base64` of 32 bytes, several separated by commas, the first is the current one. */
export function openEnvironmentVault(value: string, variable = "DESKBELL_KEY"): Vault {
  return createVault(readKeys(value.replaceAll(",", "\n"), variable), () => {
    throw new DeskbellError(
      "CONFLICT",
      `the keys come from ${variable}: put the new key in front of the old one there, restart, then rotate again`,
    );
  });
}

interface Key {
  readonly id: string;
  readonly bytes: Buffer;
}

function newKey(): Key {
  return { id: randomBytes(6).toString("base64url"), bytes: randomBytes(KEY_BYTES) };
}

function readKeys(text: string, where: string): Key[] {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  const keys = lines.map((line, at) => {
    const match = KEY_LINE.exec(line);
    if (!match) {
      throw new DeskbellError(
        "SECRET_KEY_MISSING",
        `${where}: key ${at + 1} is not of the form id:base64 of 32 bytes; make one with: openssl rand -base64 32`,
      );
    }
    return { id: match[1] as string, bytes: Buffer.from(match[2] as string, "base64") };
  });
  const twice = keys.find(({ id }, at) => keys.findIndex((one) => one.id === id) !== at);
  if (twice) {
    throw new DeskbellError("SECRET_KEY_MISSING", `${where}: two keys are named "${twice.id}"; give one another name`);
  }
  if (keys.length === 0) {
    throw new DeskbellError("SECRET_KEY_MISSING", `${where} holds no key; make one with: openssl rand -base64 32`);
  }
  return keys;
}

// Written beside and renamed, so that a crash never leaves a file without the key that the database needs.
function writeKeys(file: string, keys: readonly Key[]): void {
  const text = `# Keys of Deskbell's stored secrets; the first one is current. Keep a copy apart from the database.\n${keys
    .map((key) => `${key.id}:${key.bytes.toString("base64")}\n`)
    .join("")}`;
  const beside = `${file}.new`;
  const handle = openSync(beside, "w", 0o600);
  try {
    // A file left over from a crash keeps the mode it had.
    fchmodSync(handle, 0o600);
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(beside, file);
  // Without this a power cut may take the new name away again, after secrets were sealed with the key. Windows has no such call.
  if (process.platform === "win32") return;
  const folder = openSync(dirname(file), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function createVault(initial: readonly Key[], persist: (keys: readonly Key[]) => void): Vault {
  let keys = initial;
  const current = () => keys[0] as Key;
  return {
    get currentKeyId() {
      return current().id;
    },
    seal(secret, place) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", current().bytes, nonce);
      cipher.setAAD(Buffer.from(place));
      const body = Buffer.concat([cipher.update(secret.reveal(), "utf8"), cipher.final(), cipher.getAuthTag()]);
      return `v1.${current().id}.${nonce.toString("base64url")}.${body.toString("base64url")}`;
    },
    open(sealed, place) {
      const [version, id, nonce, body] = sealed.split(".");
      const key = keys.find((one) => one.id === id);
      if (version !== "v1" || !key || nonce === undefined || body === undefined) {
        throw new DeskbellError(
          "SECRET_KEY_MISSING",
          `the secret of ${place} was sealed with key "${id ?? ""}", which is not among the configured keys; add that key again or enter the secret anew`,
        );
      }
      const bytes = Buffer.from(body, "base64url");
      try {
        const decipher = createDecipheriv("aes-256-gcm", key.bytes, Buffer.from(nonce, "base64url"), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAAD(Buffer.from(place));
        decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
        return new Secret(
          Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString("utf8"),
        );
      } catch (cause) {
        throw new DeskbellError(
          "SECRET_KEY_MISSING",
          `the secret of ${place} does not open: altered or moved; enter it anew`,
          {
            cause,
          },
        );
      }
    },
    addKey() {
      const next = [newKey(), ...keys];
      persist(next);
      keys = next;
      return current().id;
    },
    dropOldKeys() {
      const next = [current()];
      persist(next);
      keys = next;
    },
  };
}
