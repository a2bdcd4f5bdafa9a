import type { FastifyInstance } from "fastify";
import { DeskbellError, describeJsonFault } from "../base/index.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The body as it came, for checking signatures. */
    rawBody?: Buffer;
  }
}

/** Lets bodies be JSON, or XML which stays bytes; anything else is refused. */
export function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(/^application\/(?:[\w.-]+\+)?json/, { parseAs: "buffer" }, (request, raw, done) => {
    request.rawBody = raw as Buffer;
    try {
      done(null, readJson(raw as Buffer));
    } catch (error) {
      done(error as DeskbellError);
    }
  });
  app.addContentTypeParser(["application/xml", "text/xml"], { parseAs: "buffer" }, (_request, raw, done) =>
    done(null, raw),
  );
}

/** Reads a JSON body; an empty one is `undefined`. Throws `INPUT_INVALID` with the place, repeating nothing that may be a secret. */
function readJson(raw: Buffer): unknown {
  if (raw.length === 0) return undefined;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(raw);
  } catch (cause) {
    throw new DeskbellError("INPUT_INVALID", "the body's bytes are not UTF-8; JSON is always sent as UTF-8", { cause });
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new DeskbellError("INPUT_INVALID", describeJsonFault(text, "body") ?? "the body is not JSON");
  }
}
