import { z } from "zod";
import { DeskbellError } from "../../base/index.ts";
import { CONTACT_TYPES, type ContactType } from "../../domain/index.ts";
import type { ContactPlace } from "../../store/index.ts";

const schema = z.tuple([z.string(), z.enum(CONTACT_TYPES as [ContactType, ...ContactType[]]), z.string()]);

/** A place among contacts as a text that fits into an address. */
export function writeCursor({ text, type, id }: ContactPlace): string {
  return Buffer.from(JSON.stringify([text, type, id])).toString("base64url");
}

/** Reads what {@link writeCursor} wrote. Throws `INPUT_INVALID`. */
export function readCursor(cursor: string): ContactPlace {
  try {
    const [text, type, id] = schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    return { text, type, id };
  } catch (cause) {
    throw new DeskbellError("INPUT_INVALID", "the query has a problem", {
      cause,
      problems: [
        { path: "after", message: "is no place in this list", help: "Give what an earlier page had as next." },
      ],
    });
  }
}
