/**
 * What a Yeastar P-Series writes on its wires (Developer Guide, "API Interfaces & Events Summary"). Every text is trimmed, for an
 * empty value comes as a single blank; a number may come as text; what we do not use is let pass.
 */
import { z } from "zod";

/** Longer texts are cut: none of those that are used is as long. */
const MAX_TEXT = 200;
const WEEK_SECONDS = 7 * 24 * 3600;

const text = z
  .union([z.string(), z.number(), z.boolean()])
  .nullish()
  .transform((value) =>
    String(value ?? "")
      .trim()
      .slice(0, MAX_TEXT),
  );

const count = z
  .union([z.number(), z.string()])
  .nullish()
  .transform((value) => Math.min(WEEK_SECONDS, Math.max(0, Math.round(Number(value) || 0))));

const required = text.pipe(z.string().min(1, "is empty"));
const callId = text.pipe(z.string().min(1, "is empty").max(100, "is longer than 100 characters"));

/** A whole number, or its text. */
export const wholeSchema = z.union([
  z.number(),
  z
    .string()
    .regex(/^\s*-?\d{1,15}\s*$/)
    .transform(Number),
]);

/** What every answer begins with; the HTTP status says nothing. */
export const answerSchema = z.looseObject({ errcode: wholeSchema.default(0), errmsg: text });

/** An answer of `get_token` and `refresh_token`; lives in seconds. */
export const tokenAnswerSchema = z.object({
  access_token: required,
  access_token_expire_time: wholeSchema.pipe(z.number().positive()).default(1800),
  refresh_token: required,
  refresh_token_expire_time: wholeSchema.pipe(z.number().positive()).default(86_400),
});

const memberStatus = text.transform((value) => value.toUpperCase());
const trunkMember = z.object({
  from: text,
  to: text,
  trunk_name: text,
  channel_id: text,
  member_status: memberStatus,
  call_path: text,
});
const extensionMember = z.object({
  number: required,
  channel_id: text,
  member_status: memberStatus,
  call_path: text,
});

// What is no member, or an extension without its number, tells nothing; the other members do.
const memberSchema = z
  .object({
    extension: extensionMember.nullish().catch(undefined),
    inbound: trunkMember.nullish().catch(undefined),
    outbound: trunkMember.nullish().catch(undefined),
  })
  .catch({});

/** The state of a call's members: events 30011, 30013, 30014, 30015 and 30016, and the rows of `call/query`. */
export const callStateSchema = z.object({
  call_id: callId,
  reason: text,
  members: z.array(memberSchema).nullish(),
});

export type CallStateMessage = z.output<typeof callStateSchema>;
export type Member = z.output<typeof memberSchema>;

/** Event 30012: one leg of a call that ended. `time_start` is by the PBX's clocks, without a zone. */
export const callEndSchema = z.object({
  call_id: callId,
  time_start: text,
  call_from: text,
  call_to: text,
  call_duration: count,
  talk_duration: count,
  src_trunk_name: text,
  dst_trunk_name: text,
  status: text,
  type: text,
  recording: text,
  did_number: text,
});

/** A row of `cdr/list` and `cdr/search` (v1.0): one leg as well. */
export const recordRowSchema = z.object({
  call_id: callId,
  time: text,
  timestamp: z.union([z.number(), z.string()]).nullish(),
  call_from: text,
  call_to: text,
  call_from_number: text,
  call_to_number: text,
  call_from_name: text,
  duration: count,
  talk_duration: count,
  disposition: text,
  call_type: text,
  src_trunk: text,
  dst_trunk: text,
  did_number: text,
  record_file: text,
});

/** A row of `extension/list`; what is not set is absent. */
export const extensionRowSchema = z.object({ number: required, caller_id_name: text, email_addr: text });

/** What every list answers; `data` is absent when there is nothing. */
export const pageSchema = z.object({
  total_number: wholeSchema.nullish(),
  data: z.array(z.unknown()).nullish(),
});

export const downloadAnswerSchema = z.object({ file: text, download_resource_url: required });

export const dialAnswerSchema = z.object({ call_id: text });

/** What `system/information` tells; editions name the members differently, so all are optional. */
export const systemAnswerSchema = z.object({
  data: z
    .object({
      device_name: text,
      product: text,
      model: text,
      sn: text,
      firmware_ver: text,
      firmware_version: text,
      hardware_ver: text,
      system_time: text,
    })
    .partial()
    .nullish(),
});

/** A row of `company_contact/list`: the numbers stand in members of their own, named otherwise than when they are written. */
export const contactRowSchema = z.looseObject({
  id: wholeSchema,
  contact_name: text,
  company: text,
  email: text,
  remark: text,
});

export const phonebookRowSchema = z.object({ id: wholeSchema, name: text });

export const createdAnswerSchema = z.object({ id: wholeSchema });
