import type { Command } from "commander";
import type { CliIo } from "../io.ts";
import { addScenarioOptions, runFile } from "./run.ts";

export function register(program: Command, io: CliIo): void {
  addScenarioOptions(
    program
      .command("render")
      .summary("show the requests that a scenario would send")
      .description(
        "Fills a scenario's requests with variables and shows them. Nothing is sent. Exits with 1 when one cannot be sent.",
      ),
  )
    .addHelpText(
      "after",
      "\nExample:\n  deskbell render my-desk.xml --scenario CallJournal --set address=https://desk.example --set token=x --vars call.json\n",
    )
    .action((file: string, options: Parameters<typeof runFile>[1]) =>
      runFile(file, { ...options, timeout: "10" }, true, io),
    );
}
