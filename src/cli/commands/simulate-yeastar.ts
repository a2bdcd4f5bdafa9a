import { setTimeout as sleep } from "node:timers/promises";
import type { Command } from "commander";
import { DeskbellError } from "../../base/index.ts";
import { type CliIo, outJson } from "../io.ts";
import { readPort } from "../numbers.ts";

interface YeastarOptions {
  readonly port: string;
  readonly script?: string;
  readonly every: string;
  readonly zone: string;
  readonly speed: string;
  readonly number?: string;
  readonly name?: string;
  readonly extension?: string;
  readonly json?: boolean;
}

/** Adds `simulate yeastar`, which takes the options of `simulate` for the calls that it plays. */
export function register(simulate: Command, io: CliIo): void {
  simulate
    .command("yeastar")
    .summary("be a Yeastar P-Series that a connection can log in to")
    .description(
      "Serves the Open API of a Yeastar P-Series on this machine only, as strict as the real one: tokens and their limit, event push, records, recordings, calls by click. Runs until stopped.",
    )
    .option("--port <number>", "to listen on; 0 = any free one", "8088")
    .option("--script <names>", "calls to play, with commas between: those of simulate, voicemail, menu, menu-gives-up")
    .option("--every <seconds>", "play the next call so often, over and over; 0 = each once", "0")
    .option("--zone <zone>", "IANA time zone of the PBX", "Asia/Bangkok")
    .addHelpText("after", "\nExample:\n  deskbell simulate yeastar --script answered,missed,queue --every 60\n")
    .action(async (_options: object, command: Command) => {
      await run(command.optsWithGlobals<YeastarOptions>(), io);
    });
}

async function run(options: YeastarOptions, io: CliIo): Promise<void> {
  const { openYeastarDouble, YEASTAR_SCRIPTS } = await import("../../pbx/index.ts");
  const names = (options.script ?? "").split(",").flatMap((name) => name.trim() || []);
  const unknown = names.find((name) => !Object.hasOwn(YEASTAR_SCRIPTS, name));
  if (unknown !== undefined) {
    const known = Object.keys(YEASTAR_SCRIPTS).join(", ");
    throw new DeskbellError("INPUT_INVALID", `there is no script "${unknown}"; there are ${known}`);
  }
  const speed = readNumber("speed", options.speed, 0.001);
  const every = readNumber("every", options.every, 0);
  checkZone(options.zone);
  const pbx = await openYeastarDouble({ port: readPort(options.port), zone: options.zone, speed }).catch((cause) => {
    const { code, message } = cause as NodeJS.ErrnoException;
    const why = code === "EADDRINUSE" ? "something listens there already; choose another, or 0 for any" : message;
    throw new DeskbellError("INPUT_INVALID", `--port ${options.port}: ${why}`, { cause });
  });
  const { baseUrl, clientId, clientSecret } = pbx;
  if (options.json) outJson(io, { ok: true, baseUrl, clientId, clientSecret, zone: options.zone });
  else io.out(introduce(pbx, options.zone));
  try {
    await play(names, every);
    if (!io.signal.aborted)
      await new Promise((resolve) => io.signal.addEventListener("abort", resolve, { once: true }));
  } finally {
    await pbx.close();
  }

  async function play(scripts: readonly string[], everySeconds: number): Promise<void> {
    const cast = {
      signal: io.signal,
      ...(options.number !== undefined && { number: options.number }),
      ...(options.name !== undefined && { callerName: options.name }),
      ...(options.extension !== undefined && { extension: options.extension }),
    };
    try {
      do {
        for (const name of scripts) {
          io.say(`${name}: call ${await pbx.place(name, cast)}\n`);
          if (everySeconds > 0) await sleep(everySeconds * 1000, undefined, { signal: io.signal });
        }
      } while (scripts.length > 0 && everySeconds > 0);
    } catch (error) {
      // Whoever stops the program wants no more calls.
      if (!io.signal.aborted) throw error;
    }
  }
}

function introduce(
  pbx: {
    baseUrl: string;
    clientId: string;
    clientSecret: string;
    state: { extensions: readonly { number: string }[] };
  },
  zone: string,
): string {
  return `A simulated Yeastar P-Series is at ${pbx.baseUrl} (Ctrl-C stops it).

  Client ID      ${pbx.clientId}
  Client Secret  ${pbx.clientSecret}
  Time zone      ${zone}
  Extensions     ${pbx.state.extensions.map(({ number }) => number).join(", ")}

What next: give a connection of the kind "yeastar" these values and start "deskbell serve";
play calls with --script here, or look at the API yourself:

  curl -A test -d '{"username":"${pbx.clientId}","password":"${pbx.clientSecret}"}' ${pbx.baseUrl}/openapi/v1.0/get_token

`;
}

function readNumber(name: string, text: string, least: number): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (value >= least && value <= 1e6) return value;
  throw new DeskbellError("INPUT_INVALID", `--${name} ${text}: write a number from ${least} to 1000000`);
}

function checkZone(zone: string): void {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
  } catch (cause) {
    throw new DeskbellError("INPUT_INVALID", `--zone ${zone}: write an IANA zone, such as Asia/Bangkok`, { cause });
  }
}
