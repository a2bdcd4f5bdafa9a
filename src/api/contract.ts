/**
 * What the REST API takes and gives, as schemas: the OpenAPI document and the types of clients are made from them.
 * Answers may grow members; clients pass over what they do not know.
 */
import { z } from "zod";
import { CALL_OUTCOMES, CONTACT_TYPES, MATCH_POLICIES, TICKET_OUTCOMES } from "../domain/index.ts";

const id = z.string().min(1).max(100);
export const idSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    "use 1 to 64 letters, digits, dots, dashes or underscores, beginning with a letter or digit",
  );

export const problemSchema = z.object({ path: z.string(), message: z.string(), help: z.string().optional() });
export const errorSchema = z
  .object({
    error: z.object({ code: z.string(), message: z.string(), problems: z.array(problemSchema).optional() }),
  })
  .meta({
    id: "Error",
    description: "Every answer that is not a success: a stable code, a sentence, and all problems at once.",
    examples: [
      {
        error: {
          code: "INPUT_INVALID",
          message: "the query has a problem",
          problems: [{ path: "limit", message: "must be a number" }],
        },
      },
    ],
  });

export const diagnosticSchema = z
  .looseObject({
    code: z.string(),
    severity: z.enum(["error", "warning", "info"]),
    message: z.string(),
    help: z.string().optional(),
  })
  .meta({ id: "Diagnostic" });

const popupTrigger = z.enum(["ringing", "answered", "ended", "manual"]);
export const extensionSchema = z.strictObject({
  number: z.string().trim().min(1).max(40),
  name: z.string().max(200).default(""),
  email: z.string().max(320).default(""),
  popup: z.strictObject({ enabled: z.boolean().default(true), trigger: popupTrigger }).optional(),
});

/** As it is shown; where it comes from is not for anybody to set. */
export const shownExtensionSchema = extensionSchema.extend({
  origin: z.enum(["pbx"]).optional().describe("The PBX has told of it; absent = somebody entered it."),
});

const types = z.array(z.enum(CONTACT_TYPES as [string, ...string[]])).min(1);

/** The settings of an integration. What is left out keeps its default. */
export const settingsSchema = z.strictObject({
  contactSync: z
    .strictObject({
      enabled: z.boolean(),
      phonebook: z
        .string()
        .regex(/^([A-Za-z0-9][A-Za-z0-9._-]{0,63})?$/, "write the id of a phonebook")
        .describe("Id of an empty phonebook that takes the contacts; empty = one of the integration's own."),
      types,
      alwaysQuery: z.boolean(),
      rememberUnknownSeconds: z
        .int()
        .min(0)
        .max(3600)
        .describe(
          'So long "nobody has this number" holds without asking the helpdesk again; 0 = it is asked at each call.',
        ),
      refreshHours: z
        .int()
        .min(0)
        .max(8760)
        .describe("A contact of the phonebook that was read longer ago is read again after a call; 0 = never."),
      pushToPbx: z
        .boolean()
        .describe("Write the contacts into the telephones' own phonebook, too, where the PBX takes them (Yeastar)."),
    })
    .partial()
    .optional(),
  numbers: z
    .strictObject({
      region: z.string().regex(/^[A-Z]{2}$/, "write a country as two capital letters, such as TH"),
      spellings: z.array(z.enum(["e164", "e164-digits", "national", "as-received"])).min(1),
      lastDigits: z.int().min(6).max(15),
    })
    .partial()
    .optional(),
  matching: z
    .strictObject({
      severalContacts: z
        .enum(MATCH_POLICIES as [string, ...string[]])
        .describe(
          "Who a number is that several contacts have: the first found, the one last picked, the agent is asked, the company record (accounts), nobody.",
        ),
      askMinutes: z
        .int()
        .min(1)
        .max(1440)
        .describe("With ask: so long after the call its ticket and journal entry wait for the choice."),
    })
    .partial()
    .optional(),
  contactCreation: z
    .strictObject({
      method: z.enum(["off", "automatic", "manual"]),
      type: z.enum(CONTACT_TYPES as [string, ...string[]]),
      inbound: z.boolean(),
      outbound: z.boolean(),
      namePattern: z.string().min(1).max(500),
    })
    .partial()
    .optional(),
  popup: z.strictObject({ enabled: z.boolean(), trigger: popupTrigger }).partial().optional(),
  callJournal: z
    .strictObject({
      enabled: z.boolean(),
      inbound: z.boolean(),
      outbound: z.boolean(),
      outcomes: z.array(z.enum(CALL_OUTCOMES as [string, ...string[]])),
      recordingLink: z.boolean(),
      waitForRecordingSeconds: z
        .int()
        .min(0)
        .max(3600)
        .describe("So long after an answered call its entry waits for the recording, which many PBXs finish later."),
    })
    .partial()
    .optional(),
  autoTicket: z
    .strictObject({
      when: z.enum(["off", "before", "after"]),
      outcomes: z.array(z.enum(TICKET_OUTCOMES as [string, ...string[]])),
      inbound: z.boolean(),
      outbound: z.boolean(),
      contactsOnly: z.boolean(),
      minRingSeconds: z
        .int()
        .min(0)
        .max(600)
        .describe("A missed call that rang more briefly than this opens no ticket; 0 = each does."),
    })
    .partial()
    .optional(),
  helpdesk: z
    .strictObject({
      requestsPerMinute: z
        .int()
        .min(0)
        .max(100_000)
        .describe(
          "How many requests a minute the helpdesk may get; 0 = as the template says, and as its refusals teach.",
        ),
      repeatInDoubt: z
        .boolean()
        .describe(
          "Repeat a ticket or journal entry of which nobody knows whether it was made, at the risk of having it twice.",
        ),
      dryRun: z
        .boolean()
        .describe(
          "Rehearse: look-ups go out, whatever writes is rendered, shown and held back until a person replays it.",
        ),
    })
    .partial()
    .optional(),
  parameters: z
    .record(z.string(), z.record(z.string(), z.string().max(10_000)))
    .optional()
    .describe("Texts in place of scenario parameters, by scenario and name: Subject, Description, DepartmentId …"),
});

export const connectionSchema = z
  .object({
    id,
    name: z.string(),
    kind: z.string(),
    zone: z.string(),
    enabled: z.boolean(),
    settings: z.record(z.string(), z.unknown()).describe("Of the kind of PBX; secrets are left out."),
    secrets: z.array(z.string()).describe("The secrets that are set, by their path in the settings."),
    signed: z.boolean().describe("Whether posted events may carry a signature in place of a token."),
  })
  .meta({ id: "Connection" });

export const zoneSchema = z.string().refine(isZone, "is not the name of a time zone; write one such as Asia/Bangkok");
function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export const templateSchema = z
  .object({
    key: z.string(),
    revision: z.int(),
    name: z.string(),
    hash: z.string(),
    createdAt: z.int(),
  })
  .meta({ id: "Template" });

export const integrationSchema = z
  .looseObject({
    id,
    connectionId: id,
    templateKey: z.string(),
    templateRevision: z.int(),
    enabled: z.boolean(),
    status: z.enum(["connected", "connect", "attention", "disabled", "disconnected"]),
    phonebookId: id.optional().describe("Where its contacts are; absent while it is disconnected."),
    attention: z.string().optional(),
    needs: z
      .array(z.string())
      .describe("What only a person can put right: its permission, users that are gone, errors of its template."),
    fields: z.array(
      z.looseObject({ name: z.string(), secret: z.boolean(), set: z.boolean(), value: z.string().optional() }),
    ),
  })
  .meta({ id: "Integration" });

export const helpdeskUserSchema = z
  .object({ userId: z.string(), name: z.string(), email: z.string() })
  .meta({ id: "HelpdeskUser" });
export const associationSchema = z
  .object({
    extension: z.string(),
    userId: z.string(),
    origin: z.enum(["email", "manual"]),
    state: z
      .enum(["active", "user-vanished", "extension-vanished"])
      .describe("user-vanished: the helpdesk does not list the user any more, and calls go without one"),
  })
  .meta({ id: "UserAssociation" });
export const userOverviewSchema = z.object({
  users: z.array(helpdeskUserSchema),
  associations: z.array(associationSchema),
  unmatchedExtensions: z
    .array(z.object({ extension: z.string(), reason: z.string() }))
    .describe("extensions without a user, and why"),
  unmatchedUsers: z.array(z.string()).describe("ids of users without an extension"),
  fetchedAt: z.number().optional().describe("when the users were last read, ms since 1970; absent = never"),
  triedAt: z.number().optional().describe("when that was last tried"),
  failure: z.string().optional().describe("why the last try brought no list"),
});
export const outcomeSchema = z
  .looseObject({
    kind: z.string(),
    reason: z.string().optional(),
    status: z.int().optional(),
  })
  .meta({ id: "Outcome" });
export const exchangeSchema = z
  .looseObject({ scenario: z.string(), sent: z.boolean(), outcome: outcomeSchema })
  .meta({ id: "Exchange" });
export const callSchema = z
  .looseObject({
    id,
    connectionId: id,
    pbxCallId: z.string(),
    direction: z.enum(["inbound", "outbound", "internal"]),
    state: z.enum(["ringing", "answered", "ended"]),
    externalNumber: z.string(),
    startedAt: z.int(),
  })
  .meta({ id: "Call" });
export const listedCallSchema = callSchema
  .extend({
    contactName: z.string().optional().describe("Who the other party was found to be."),
    tickets: z
      .array(z.object({ integrationId: id, ticketId: z.string() }))
      .describe("The tickets that it has, by their helpdesk's ids."),
  })
  .meta({ id: "ListedCall" });
export const contactSchema = z
  .looseObject({ id: z.string(), type: z.string(), name: z.string(), url: z.string() })
  .meta({ id: "Contact" });
export const phonebookSchema = z
  .looseObject({
    id,
    name: z.string(),
    connectionId: id.optional().describe("Absent = it belongs to all connections."),
    integrationId: id.optional().describe("The integration whose contacts it holds."),
    locked: z.boolean().describe("An integration has it: nobody else can change it or what is in it."),
    contacts: z.int(),
    createdAt: z.int(),
  })
  .meta({ id: "Phonebook" });
export const phonebookEntrySchema = z
  .looseObject({
    contact: contactSchema,
    integrationId: z.string().optional().describe("The integration that read it from its helpdesk; absent = by hand."),
    fetchedAt: z.int().describe("When it was read or written."),
  })
  .meta({ id: "PhonebookEntry" });
export const deliverySchema = z
  .looseObject({
    id,
    integrationId: id,
    callId: id,
    feature: z.string(),
    trigger: z.string(),
    state: z.enum(["waiting", "running", "done", "dead", "cancelled", "held"]),
    attempt: z.int(),
    runAt: z.int(),
    inDoubt: z.boolean().describe("It may have been carried out though nobody knows."),
    note: z.string().optional(),
    templateRevision: z.int().optional().describe("It was replayed with this revision of the template."),
  })
  .meta({ id: "Delivery" });
export const callNoteSchema = z.looseObject({
  text: z.string(),
  tags: z.array(z.string()),
  writtenAt: z.int().describe("Milliseconds since 1970."),
});

export const popupSchema = z
  .looseObject({
    id,
    callId: id,
    extension: z.string(),
    state: z.string(),
    url: z.string(),
    match: z.string().describe("known, ambiguous (choose one), unknown (search or create), pending, failed or none"),
  })
  .meta({ id: "Popup" });
