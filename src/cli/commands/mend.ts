import type { Command } from "commander";
import { formatDiagnostic } from "../../base/index.ts";
import { type CliIo, outJson } from "../io.ts";

export function register(program: Command, io: CliIo): void {
  program
    .command("mend")
    .summary("repair a template whose XML is broken")
    .description(
      "Repairs raw & and raw quotes as they are common in templates. The mended file goes to standard output, what was mended to standard error. A well-formed file comes out as it went in.",
    )
    .argument("<file>", "XML file; - is standard input")
    .option("--json", "print text and mends as JSON, for programs")
    .addHelpText("after", "\nExample:\n  deskbell mend broken.xml > mended.xml\n")
    .action(async (file: string, options: { json?: boolean }) => {
      const { mendXml } = await import("../../xml/index.ts");
      const { readXmlFile } = await import("../template-file.ts");
      const source = await readXmlFile(file, io);
      const { text, diagnostics } = mendXml(source);
      const ok = !diagnostics.some(({ severity }) => severity === "error");
      if (options.json) outJson(io, { ok, text, diagnostics });
      else {
        for (const one of diagnostics) io.say(`${formatDiagnostic(one, file, source)}\n`);
        if (ok) io.out(text);
        const result =
          diagnostics.length === 0
            ? "is well-formed; nothing to mend"
            : `${diagnostics.length} ${diagnostics.length === 1 ? "place" : "places"} mended`;
        io.say(ok ? `${file}: ${result}\n` : `${file}: cannot be mended; correct the errors above by hand\n`);
      }
      io.exit(ok ? 0 : 1);
    });
}
