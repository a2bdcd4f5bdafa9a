import { createHmac, timingSafeEqual } from "node:crypto";
import { DeskbellError } from "../../base/index.ts";
import type { PhoneEvent } from "../../domain/index.ts";
import type { PbxNotice } from "../connector.ts";
import { readWireText } from "./envelope.ts";
import { looksLikeExtension } from "./number.ts";
import type { YeastarSettings } from "./settings.ts";
import { createTranslator } from "./to-phone-event.ts";

/** A request that came to a webhook's address. */
export interface WebhookRequest {
  readonly method: string;
  /** The body as it came, not parsed: the signature is over its bytes. */
  readonly body: Uint8Array;
  /** The header `X-Signature`. */
  readonly signature: string | undefined;
  /** The event that the address is for, where it says so; bodies without an envelope are of this type. */
  readonly eventType?: number;
  /** By the PBX's clock as far as it is known, ms since 1970. */
  readonly receivedAt: number;
}

/** What a webhook's request told. */
export interface WebhookContent {
  /** Their keys are the same when a request is repeated or replayed, so that it changes nothing. */
  readonly events: readonly PhoneEvent[];
  readonly notices: readonly PbxNotice[];
  /** Why the body was not understood, to be noted; it is acknowledged all the same, for a repetition would not help. */
  readonly problem?: string;
}

export interface YeastarWebhook {
  /** Why nothing proves that it comes from the PBX; `undefined` = its signature does. Throws `INPUT_INVALID` for a method without a body. */
  findFault(request: Omit<WebhookRequest, "receivedAt">): string | undefined;
  /** Throws `AUTH_FAILED` when nothing proves that it comes from the PBX, `INPUT_INVALID` for a method without a body to sign. */
  read(request: WebhookRequest): WebhookContent;
}

export interface YeastarWebhookOptions {
  readonly settings: Pick<YeastarSettings, "webhookSecrets">;
  /** The PBX's IANA zone. */
  readonly zone: string;
  /** Whether a number is an extension's; left out where nobody knows the extensions. */
  readonly isExtension?: ((number: string) => boolean) | undefined;
}

/**
 * Reads what the PBX posts ("Monitor Events via Webhook"), in all shapes of its bodies. One instance for each connection: it remembers
 * what earlier requests told of a call. A leg in which only a menu or a queue picked up tells nothing yet; the next leg, the caller's
 * hanging up, or reconciling does.
 */
export function createYeastarWebhook({ settings, zone, isExtension }: YeastarWebhookOptions): YeastarWebhook {
  const translator = createTranslator({ zone, isExtension: isExtension ?? looksLikeExtension });

  function isSigned(body: Uint8Array, signature: string): boolean {
    const told = Buffer.from(signature.trim(), "base64");
    // All secrets are tried, so that the time tells nothing about which one fits.
    let fits = false;
    for (const secret of settings.webhookSecrets) {
      const own = createHmac("sha256", secret.reveal()).update(body).digest();
      if (told.length === own.length && timingSafeEqual(told, own)) fits = true;
    }
    return fits;
  }

  function findFault({ method, body, signature }: Omit<WebhookRequest, "receivedAt">): string | undefined {
    if (method.toUpperCase() !== "POST") {
      const cure = "choose POST in Integrations > API > Webhook Event Push; a GET has no body to sign";
      throw new DeskbellError("INPUT_INVALID", `Yeastar webhook: the method is ${method}; ${cure}`);
    }
    if (settings.webhookSecrets.length === 0) {
      return "Yeastar webhook: the connection names no webhook secret; add it to webhookSecrets";
    }
    if (signature === undefined || signature.trim() === "") {
      const cure = "firmware before 37.20.0.21 signs nothing; update it, or let the connection log in by itself";
      return `Yeastar webhook: there is no X-Signature; ${cure}`;
    }
    if (!isSigned(body, signature)) {
      const cure = "copy the secret of this webhook once more; each address has its own";
      return `Yeastar webhook: the signature fits none of the secrets; ${cure}`;
    }
    return undefined;
  }

  return {
    findFault,
    read(request) {
      const fault = findFault(request);
      if (fault !== undefined) throw new DeskbellError("AUTH_FAILED", fault);
      const { body, receivedAt, eventType } = request;
      const message = readWireText(new TextDecoder().decode(body), eventType);
      const { events, notices, endedCall, problem } = translator.read(message, receivedAt);
      const summary = endedCall === undefined ? undefined : translator.summaryOf(endedCall);
      return {
        events: summary ? [...events, summary] : events,
        notices,
        ...(problem !== undefined && { problem }),
      };
    },
  };
}
