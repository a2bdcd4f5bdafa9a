import { type Command, Option } from "commander";
import { DeskbellError } from "../../base/index.ts";
import { SCRIPTS, type ScriptName } from "../../pbx/simulator/index.ts";
import { type CliIo, outJson } from "../io.ts";
import { callServer, type ServerOptions } from "../server-client.ts";
import { register as simulateYeastar } from "./simulate-yeastar.ts";

interface SimulateOptions extends ServerOptions {
  readonly connection?: string;
  readonly number?: string;
  readonly name?: string;
  readonly extension?: string;
  readonly speed: string;
  readonly json?: boolean;
}

export function register(program: Command, io: CliIo): void {
  const simulate = program
    .command("simulate")
    .summary("place a simulated call at a running server")
    .description("Posts the events of one call as a PBX would, in real time or faster.")
    .argument("<script>", Object.keys(SCRIPTS).join(", "))
    .option("--server <url>", "address of the server", "http://127.0.0.1:8484")
    .option("--token <value>", "a token with events:write; @FILE or env:NAME (DESKBELL_TOKEN)")
    .option("--connection <id>", "the PBX connection that the call comes from; required")
    .option("--number <number>", "of the party outside")
    .option("--name <name>", "that the party outside shows")
    .option("--extension <number>", "that is called or calls")
    .addOption(new Option("--speed <factor>", "times faster than real time").default("1"))
    .option("--json", "print {call} as JSON, for programs")
    .addHelpText(
      "after",
      "\nExample:\n  deskbell simulate answered --connection office --number +66812345678 --extension 1001 --token env:TOKEN\n",
    )
    .action(async (script: string, options: SimulateOptions) => {
      const { createSimulator, writePhoneEvent } = await import("../../pbx/index.ts");
      const { realEnv } = await import("../../server/env.ts");
      if (!(script in SCRIPTS)) {
        throw new DeskbellError(
          "INPUT_INVALID",
          `there is no script "${script}"; there are ${Object.keys(SCRIPTS).join(", ")}`,
        );
      }
      if (options.connection === undefined) {
        throw new DeskbellError("INPUT_INVALID", "--connection is missing: name the PBX connection of the call");
      }
      const speed = Number(options.speed);
      if (!(speed > 0))
        throw new DeskbellError("INPUT_INVALID", `--speed ${options.speed}: write a number greater than 0`);
      const path = `/api/v1/connections/${encodeURIComponent(options.connection)}/events`;
      const simulator = createSimulator({
        env: realEnv,
        speed,
        post: (events) => callServer(options, io, "POST", path, { events: events.map(writePhoneEvent) }),
      });
      const call = await simulator.place(
        SCRIPTS[script as ScriptName]({
          ...(options.number !== undefined && { number: options.number }),
          ...(options.name !== undefined && { callerName: options.name }),
          ...(options.extension !== undefined && { extension: options.extension }),
        }),
        io.signal,
      );
      if (options.json) outJson(io, { ok: true, call });
      else io.out(`${call}\n`);
    });
  simulateYeastar(simulate, io);
}
