import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Duplex } from "node:stream";
import { type ConnectionOptions, connect, type TLSSocket } from "node:tls";
import type { YeastarSettings } from "./settings.ts";

type Opened = (error: Error | null, socket: Duplex) => void;

/** Why a certificate was not taken. */
export class WrongCertificate extends Error {
  override readonly name = "WrongCertificate";
}

/** Hands a socket out only once the certificate is the pinned one, so that not a byte goes to another. */
class PinningAgent extends HttpsAgent {
  readonly #fingerprint: string;

  constructor(fingerprint: string, options: ConnectionOptions & { keepAlive: boolean; maxSockets: number }) {
    super(options);
    this.#fingerprint = fingerprint;
  }

  override createConnection(options: ConnectionOptions, opened?: Opened): Duplex | null {
    const socket: TLSSocket = connect(options);
    const fail = (error: Error) => opened?.(error, socket);
    socket.once("error", fail);
    socket.once("secureConnect", () => {
      socket.removeListener("error", fail);
      const found = socket.getPeerCertificate().fingerprint256?.replaceAll(":", "") ?? "none";
      if (found === this.#fingerprint) return opened?.(null, socket);
      const error = new WrongCertificate(
        `the certificate has the fingerprint ${found}, not the one that the settings name; compare it at the PBX`,
      );
      socket.destroy();
      fail(error);
    });
    // Node waits for the callback when it is given nothing.
    return null;
  }
}

/** The pool of connections to one PBX, for requests and for the event push alike. `maxSockets` counts requests under way. */
export function createAgent(settings: YeastarSettings): HttpAgent | HttpsAgent {
  const pool = { keepAlive: true, maxSockets: 6 };
  if (settings.baseUrl.startsWith("http:")) return new HttpAgent(pool);
  const pin = settings.certificateFingerprint;
  // A pinned certificate proves itself, whoever has signed it.
  const tls = { ...pool, rejectUnauthorized: !settings.allowSelfSigned && pin === undefined };
  return pin === undefined ? new HttpsAgent(tls) : new PinningAgent(pin, tls);
}

const SELF_SIGNED = /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_|ALTNAME/;

/** What failed below HTTP, as a sentence with its cure. */
export function describeFailure(error: unknown): string {
  const { code = "", message } = error as NodeJS.ErrnoException;
  if (error instanceof WrongCertificate) return message;
  if (SELF_SIGNED.test(code)) {
    return `its certificate is not trusted (${code}); set certificateFingerprint, or allowSelfSigned, or give the PBX a certificate of an authority`;
  }
  if (/WRONG_VERSION|EPROTO|PACKET_LENGTH/.test(code))
    return `it does not speak TLS there (${code}); write http:// or another port`;
  if (code === "ECONNREFUSED") return "nothing listens there; check address and port, and that the API is switched on";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "its name is not known to the DNS; check the address";
  return code || message || "the connection failed";
}
