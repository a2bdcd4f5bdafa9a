import type { SearchSpelling, StatusRange, SuccessRule } from "./extension-values.ts";
import { readExtension } from "./extensions.ts";
import { findScenario } from "./find.ts";
import type { Request, Scenario, Template } from "./model.ts";

/** How further pages are asked for. Parameters are query parameters of the request's address. */
export type Paging =
  | {
      readonly kind: "page" | "offset";
      readonly parameter: string;
      readonly start: number;
      /** Rows of a full page; `undefined` when not known. */
      readonly size: number | undefined;
      readonly sizeParameter: string | undefined;
    }
  | {
      readonly kind: "cursor";
      readonly parameter: string;
      /** GJSON path of the next cursor in the answer. */
      readonly cursorPath: string;
      readonly size: number | undefined;
      readonly sizeParameter: string | undefined;
    }
  | {
      readonly kind: "link";
      /** GJSON path of the next address in the answer; without it the `Link` header with `rel="next"` counts. */
      readonly addressPath: string | undefined;
      readonly size: number | undefined;
      readonly sizeParameter: string | undefined;
    };

/** What the `Father="Deskbell"` parameters of a request say; defaults are filled in. */
export interface RequestExtensions {
  readonly successRule: SuccessRule | undefined;
  readonly successStatus: readonly StatusRange[];
  readonly notFoundStatus: readonly StatusRange[];
  /** GJSON path that finds something in an answer which is a refusal. */
  readonly refusalPath: string | undefined;
  readonly refusalTexts: readonly string[];
  /** `undefined` when the template switches it off. */
  readonly idempotencyHeader: string | undefined;
  /** The template names the header, so the helpdesk heeds it. */
  readonly heedsIdempotencyKey: boolean;
  /** The request, or scenario, of which this one looks for the effect. */
  readonly findsEarlier: string | undefined;
  /** The request, or scenario, whose entry this one revises. */
  readonly updates: string | undefined;
  /** The form field in which this one hands over the recording. */
  readonly recordingUpload: string | undefined;
  readonly paging: Paging | undefined;
}

const SUCCESS: readonly StatusRange[] = [{ from: 200, to: 299 }];
const NOT_FOUND: readonly StatusRange[] = [
  { from: 204, to: 204 },
  { from: 404, to: 404 },
];

/** Reads the extensions of one request. Values that are not understood count as absent; the linter reports them. */
export function requestExtensions(request: Request): RequestExtensions {
  const { parameters } = request;
  return {
    successRule: readExtension(parameters, "SuccessRule"),
    successStatus: readExtension(parameters, "SuccessStatus") ?? SUCCESS,
    notFoundStatus: readExtension(parameters, "NotFoundStatus") ?? NOT_FOUND,
    refusalPath: readExtension(parameters, "RefusalPattern"),
    refusalTexts: readExtension(parameters, "RefusalText") ?? [],
    idempotencyHeader: (readExtension(parameters, "IdempotencyHeader") ?? "Idempotency-Key") || undefined,
    heedsIdempotencyKey: (readExtension(parameters, "IdempotencyHeader") ?? "") !== "",
    findsEarlier: readExtension(parameters, "FindsEarlier"),
    updates: readExtension(parameters, "Updates"),
    recordingUpload: readExtension(parameters, "RecordingUpload"),
    paging: readPaging(request),
  };
}

function readPaging({ parameters }: Request): Paging | undefined {
  const kind = readExtension(parameters, "PagingKind");
  if (!kind) return undefined;
  const size = readExtension(parameters, "PagingSize");
  const sizeParameter = readExtension(parameters, "PagingSizeParameter");
  const parameter = readExtension(parameters, "PagingParameter") ?? kind;
  const path = readExtension(parameters, "PagingCursorPath");
  switch (kind) {
    case "page":
    case "offset": {
      const start = readExtension(parameters, "PagingStart") ?? (kind === "page" ? 1 : 0);
      return { kind, parameter, start, size, sizeParameter };
    }
    case "cursor":
      return path === undefined ? undefined : { kind, parameter, cursorPath: path, size, sizeParameter };
    case "link":
      return { kind, addressPath: path, size, sizeParameter };
  }
}

/** The request of a scenario that looks for what the named one, or any of the scenario, has made; of a recording only for the named one. */
export function findEarlierRequest(scenario: Scenario, name: string | undefined): Request | undefined {
  const isUpload = scenario.requests.some(
    (one) => one.name === name && readExtension(one.parameters, "RecordingUpload") !== undefined,
  );
  // That the entry is there says nothing of its recording.
  const made = [name, isUpload ? undefined : scenario.id].flatMap((one) => one?.toLowerCase() ?? []);
  return scenario.requests.find((request) => {
    const wanted = readExtension(request.parameters, "FindsEarlier")?.toLowerCase();
    return wanted !== undefined && made.includes(wanted);
  });
}

/** The request that revises a journal entry in place; `undefined` when the template has none. */
export function journalUpdateRequest(template: Template): Request | undefined {
  return findScenario(template, "CallJournal")?.requests.find(
    ({ parameters }) => readExtension(parameters, "Updates") !== undefined,
  );
}

/** The request that hands a recording to the helpdesk; `undefined` when the template has none. */
export function recordingUploadRequest(template: Template): Request | undefined {
  return findScenario(template, "CallJournal")?.requests.find(
    ({ parameters }) => readExtension(parameters, "RecordingUpload") !== undefined,
  );
}

/** The ways in which the template wants a number written for a look-up, in order; `undefined` when it does not say. */
export function searchSpellings(template: Template): readonly SearchSpelling[] | undefined {
  return readExtension(findScenario(template, "SyncContactAuto")?.parameters ?? [], "SearchSpellings");
}

/** How many requests a minute the helpdesk takes; `undefined` when the template does not say. */
export function rateLimitPerMinute(template: Template): number | undefined {
  return readExtension(findScenario(template, "AuthMethod")?.parameters ?? [], "RateLimitPerMinute");
}
