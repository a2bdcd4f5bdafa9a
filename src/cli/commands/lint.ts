import type { Command } from "commander";
import type { Diagnostic } from "../../base/index.ts";
import { formatDiagnostic } from "../../base/index.ts";
import { type CliIo, outJson } from "../io.ts";

/** Many alike on one line, as one broken body makes them, are told once. */
const MAX_PER_LINE = 3;

export function register(program: Command, io: CliIo): void {
  program
    .command("lint")
    .summary("check templates")
    .description(
      "Checks integration templates and shows each finding with its place. Exits with 1 when there is an error.",
    )
    .argument("<files...>", "XML files; - is standard input")
    .option("--quiet", "show errors only")
    .option("--json", "print the result as JSON, for programs")
    .addHelpText("after", "\nExamples:\n  deskbell lint my-desk.xml\n  cat my-desk.xml | deskbell lint - --json\n")
    .action(async (files: string[], options: { json?: boolean; quiet?: boolean }) => {
      const { lintTemplate } = await import("../../template/index.ts");
      const { readXmlFile } = await import("../template-file.ts");
      const results: { file: string; diagnostics: Diagnostic[] }[] = [];
      for (const file of files) {
        const text = await readXmlFile(file, io);
        const found = lintTemplate(text).filter(({ severity }) => !options.quiet || severity === "error");
        results.push({ file, diagnostics: found });
        if (!options.json) for (const line of toLines(found, file, text)) io.out(`${line}\n\n`);
      }
      const all = results.flatMap(({ diagnostics }) => diagnostics);
      const count = (severity: string) => all.filter((one) => one.severity === severity).length;
      const errors = count("error");
      if (options.json) outJson(io, { ok: errors === 0, files: results });
      else {
        const counts = [countOf(errors, "error"), countOf(count("warning"), "warning"), countOf(count("info"), "note")];
        io.out(`${counts.join(", ")} in ${files.join(", ")}\n`);
      }
      io.exit(errors > 0 ? 1 : 0);
    });
}

function countOf(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function toLines(diagnostics: readonly Diagnostic[], file: string, text: string): string[] {
  const seen = new Map<string, number>();
  const lines: string[] = [];
  for (const diagnostic of diagnostics) {
    const key = `${diagnostic.code} ${diagnostic.span?.line ?? 0}`;
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    if (times <= MAX_PER_LINE) lines.push(formatDiagnostic(diagnostic, file, text));
  }
  for (const [key, times] of seen) {
    const [code, line] = key.split(" ");
    if (times > MAX_PER_LINE) lines.push(`${file}:${line} … and ${times - MAX_PER_LINE} more of ${code} on this line`);
  }
  return lines;
}
