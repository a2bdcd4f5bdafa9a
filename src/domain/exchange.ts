/**
 * One rendered request and its response, redacted: safe to store, show and export.
 * Values of secret fields and tokens stand as `***`.
 */
export interface Exchange {
  readonly scenario: string;
  readonly request: {
    readonly name: string;
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  /** Absent when nothing was sent (dry run, skipped, refused) or nothing came back. */
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    /** Cut after 64 KiB; `bodyBytes` tells the whole size. */
    readonly body: string;
    readonly bodyBytes: number;
  };
  readonly sent: boolean;
  /** Why it was not sent, in a sentence. */
  readonly notSent?: string;
  readonly outcome: Outcome;
  /** Rows of outputs that this answer gave. */
  readonly outputs: readonly Readonly<Record<string, string>>[];
  readonly warnings: readonly string[];
  readonly startedAt: number;
  readonly durationMs: number;
}

/** What the outside world did. Stored, counted and shown; never thrown. */
export type Outcome =
  | { readonly kind: "delivered"; readonly status?: number }
  /** 2xx, 204 or 404 on a search, and nobody was found. */
  | { readonly kind: "nothing-found"; readonly status: number }
  /** A refusal that a repetition will not cure: 4xx, a failed success rule, an unreadable answer. */
  | { readonly kind: "rejected"; readonly status?: number; readonly reason: string }
  /** 429 or 503 with Retry-After. */
  | { readonly kind: "throttled"; readonly status: number; readonly retryAfterMs?: number }
  /** 408, 425, 5xx, network error before anything was sent. */
  | { readonly kind: "unreachable"; readonly status?: number; readonly reason: string }
  /** Sent, and the answer never came: it may have worked. */
  | { readonly kind: "uncertain"; readonly reason: string }
  /** We refused to send: address not allowed, body not JSON, CR/LF in a header, template error. */
  | { readonly kind: "refused"; readonly reason: string }
  /** The credentials are not taken: 401 (with its status), or the permission must be given again (without one). */
  | { readonly kind: "unauthorised"; readonly status?: number; readonly reason: string }
  /** Dry run, or an empty URL. */
  | { readonly kind: "skipped"; readonly reason: string };
