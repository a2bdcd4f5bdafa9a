import type { Command } from "commander";
import { DeskbellError } from "../../base/index.ts";
import { type CliIo, outJson, readSource } from "../io.ts";

interface FoldOptions {
  readonly zone?: string;
  readonly trunks?: string;
  readonly extensions?: string;
  readonly contexts?: string;
  readonly json?: boolean;
}

export function register(program: Command, io: CliIo): void {
  program
    .command("fold")
    .summary("show the calls that a PBX's recorded messages make")
    .description(
      "Folds what a PBX said, recorded in a file, into calls: who called whom, who rang, who answered, how long. Nothing is sent or stored.",
    )
    .argument(
      "<vendor>",
      "whose messages: asterisk (manager interface), freeswitch (event socket, records of mod_json_cdr), generic (our own phone events), yeastar (event push, webhooks, CDR rows), mapping:NAME (what a PBX posted, a body in each line, by a ready mapping such as twilio, or by one in a file such as ./mapping.json)",
    )
    .argument("<file>", "the recording; - is standard input")
    .option("--zone <zone>", "IANA time zone of the PBX, for times without a zone, such as Asia/Bangkok")
    .option("--trunks <names>", "asterisk: names of trunks, with commas between")
    .option(
      "--extensions <pattern>",
      "regular expression for the names of the phones' endpoints (asterisk) or the numbers of extensions (yeastar, mapping)",
    )
    .option("--contexts <names>", "asterisk: contexts of the phones, with commas between")
    .option("--json", "print a list of calls as JSON, for programs")
    .addHelpText(
      "after",
      "\nExamples:\n  deskbell fold asterisk stream.txt\n  nc pbx.example 5038 < login.txt | tee stream.txt | deskbell fold asterisk - --json\n",
    )
    .action(async (vendor: string, file: string, options: FoldOptions) => {
      const { findVendor, VENDORS } = await import("../fold/vendors.ts");
      const { toFoldedCalls } = await import("../fold/to-calls.ts");
      const read = await findVendor(vendor, (name) => readSource(name, io));
      if (!read) {
        const known = [...Object.keys(VENDORS), "mapping:NAME"].join(", ");
        throw new DeskbellError("INPUT_INVALID", `vendor "${vendor}" is not known; write one of ${known}`);
      }
      checkOptions(options);
      const bytes = await readSource(file, io);
      const { events, notes } = await read(bytes, {
        file,
        ...(options.zone !== undefined && { zone: options.zone }),
        ...(options.trunks !== undefined && { trunks: toList(options.trunks) }),
        ...(options.extensions !== undefined && { extensionPattern: options.extensions }),
        ...(options.contexts !== undefined && { internalContexts: toList(options.contexts) }),
      });
      const calls = toFoldedCalls(events);
      for (const note of notes) io.say(`deskbell: ${note.startsWith(file) ? note : `${file}: ${note}`}\n`);
      if (options.json) outJson(io, calls);
      else io.out((await import("../fold/to-table.ts")).toTable(calls));
    });
}

function toList(text: string): string[] {
  return text
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

function checkOptions({ zone, extensions }: FoldOptions): void {
  if (zone !== undefined) {
    try {
      new Intl.DateTimeFormat("en", { timeZone: zone });
    } catch (cause) {
      throw new DeskbellError("INPUT_INVALID", `--zone ${zone}: no such time zone; write one such as Asia/Bangkok`, {
        cause,
      });
    }
  }
  if (extensions === undefined) return;
  try {
    new RegExp(extensions);
  } catch (cause) {
    const why = (cause as Error).message;
    throw new DeskbellError("INPUT_INVALID", `--extensions: ${why}; write an expression such as ^2\\d{3}$`, { cause });
  }
}
