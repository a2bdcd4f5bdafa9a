import { DeskbellError } from "../base/index.ts";
import { readTemplate, type Template } from "../template/index.ts";
import { decodeXml } from "../xml/index.ts";
import { type CliIo, readSource } from "./io.ts";

/** Reads an XML file as text. Throws `TEMPLATE_INVALID` when its bytes are not text. */
export async function readXmlFile(file: string, io: CliIo): Promise<string> {
  const { text, diagnostics } = decodeXml(await readSource(file, io));
  if (text !== undefined) return text;
  const problems = diagnostics.map(({ message, help }) => ({ path: "", message, ...(help !== undefined && { help }) }));
  throw new DeskbellError("TEMPLATE_INVALID", `${file}: the file cannot be read as text`, { problems });
}

/** Reads a template to work with. Throws `TEMPLATE_INVALID` with the errors; a broken file is to be mended first. */
export async function readTemplateFile(file: string, io: CliIo): Promise<Template> {
  const { template, diagnostics } = readTemplate(await readXmlFile(file, io), { mend: false });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (template && errors.length === 0) return template;
  const problems = errors.map(({ message, span, help }) => ({
    path: span ? `${file}:${span.line}:${span.column}` : file,
    message,
    ...(help !== undefined && { help }),
  }));
  throw new DeskbellError("TEMPLATE_INVALID", `${file} cannot be used; try: deskbell mend ${file}`, { problems });
}
