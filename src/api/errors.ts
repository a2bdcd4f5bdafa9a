import type { FastifyError, FastifyInstance } from "fastify";
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from "fastify-type-provider-zod";
import { DeskbellError, type ErrorCode, type Problem } from "../base/index.ts";
import type { Log } from "../pipeline/index.ts";
import { toProblems } from "./problems.ts";

/** The body of every answer that is not a success. */
export interface ErrorBody {
  readonly error: { readonly code: ErrorCode; readonly message: string; readonly problems?: readonly Problem[] };
}

/** Fastify's own refusals in our words. */
const OWN: Readonly<Record<string, { code: ErrorCode; message: (error: FastifyError) => string }>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: "INPUT_INVALID",
    message: () =>
      "the body's Content-Type is not taken here; send application/json, or application/xml for a template",
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: {
    code: "INPUT_INVALID",
    message: () => "the body is empty although Content-Type says JSON; send a JSON document",
  },
  FST_ERR_CTP_BODY_TOO_LARGE: {
    code: "LIMIT_EXCEEDED",
    message: () => "the body is larger than is taken here (a template may have 1 MiB); send events in parts",
  },
};

/** What a person calls the parts of a request. */
const PARTS: Readonly<Record<string, string>> = { body: "body", querystring: "query", params: "path" };

/** Makes every failure an answer of one shape: no stack trace, no secret, all problems at once. */
export function handleErrors(app: FastifyInstance, log: Log): void {
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?")[0] ?? "";
    return reply
      .status(404)
      .send(body("NOT_FOUND", `there is no ${request.method} ${path}; /api/openapi.json lists what there is`));
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = toRefusal(error);
    if (refusal) {
      if (refusal.status >= 500) log.error("an API request failed", { code: refusal.body.error.code, error });
      return reply.status(refusal.status).send(refusal.body);
    }
    const what = isResponseSerializationError(error) ? "an answer did not fit its schema" : "an API request failed";
    log.error(what, { method: request.method, route: request.routeOptions.url, error });
    return reply.status(500).send(body("INTERNAL", "a defect of Deskbell; the server's log has the details"));
  });
}

/** What a request is answered with that failed so; `undefined` = nobody has foreseen it. */
export function toRefusal(error: FastifyError): { readonly status: number; readonly body: ErrorBody } | undefined {
  if (error instanceof DeskbellError) {
    return { status: error.status, body: body(error.code, error.message, error.problems) };
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const where = PARTS[error.validationContext ?? "body"] ?? "request";
    const problems = toProblems(
      error.validation.map(({ keyword, instancePath, message, params }) => ({
        code: keyword,
        path: instancePath
          .split("/")
          .slice(1)
          .filter((part) => part !== "")
          .map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
        message: message ?? "is not valid",
        ...("keys" in params && { keys: params.keys as readonly string[] }),
      })),
    );
    const message = `the ${where} has ${problems.length === 1 ? "a problem" : `${problems.length} problems`}`;
    return { status: 400, body: body("INPUT_INVALID", message, problems) };
  }
  const own = OWN[error.code];
  if (own) return { status: own.code === "LIMIT_EXCEEDED" ? 413 : 400, body: body(own.code, own.message(error)) };
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return { status: error.statusCode, body: body("INPUT_INVALID", error.message) };
  }
  return undefined;
}

export function body(code: ErrorCode, message: string, problems: readonly Problem[] = []): ErrorBody {
  return { error: { code, message, ...(problems.length > 0 && { problems }) } };
}
