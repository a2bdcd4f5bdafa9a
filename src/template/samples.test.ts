import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { childElements, mendXml, readXml, type XmlElement } from "../xml/index.ts";
import { lintTemplate, readTemplate } from "./index.ts";
import { writeAttribute } from "./write.ts";

const FOLDER = fileURLToPath(new URL("../../test/samples/template", import.meta.url));
const SHARED = fileURLToPath(new URL("../../../shared/spec/sample-template.xml", import.meta.url));
const SHIPPED = fileURLToPath(new URL("../../templates", import.meta.url));
const isUpdate = process.env.UPDATE_SAMPLES === "1";

/** Compares with a file beside the input; UPDATE_SAMPLES=1 writes it. */
function expectFile(file: string, found: string): void {
  if (isUpdate) writeFileSync(file, found);
  expect(found).toBe(readFileSync(file, "utf8"));
}

describe("the sample templates", () => {
  it.each(readdirSync(FOLDER))("%s gives its diagnostics, and its mended text when it is broken", (name) => {
    const folder = join(FOLDER, name);
    const text = readFileSync(join(folder, "input.xml"), "utf8");
    const found = lintTemplate(text).map(({ severity, code, message, span, help, fix }) => ({
      at: span && `${span.line}:${span.column}`,
      severity,
      code,
      message,
      help,
      ...(fix && { fix: fix.title }),
    }));
    expectFile(join(folder, "diagnostics.json"), `${JSON.stringify(found, null, 2)}\n`);
    const { text: mended } = mendXml(text);
    const file = join(folder, "mended.xml");
    if (mended !== text) expectFile(file, mended);
    else expect(existsSync(file)).toBe(false);
  });

  it.each(readdirSync(FOLDER))("%s is written back byte for byte, and an edit changes only its own piece", (name) => {
    const { text } = mendXml(readFileSync(join(FOLDER, name, "input.xml"), "utf8"));
    const { document, template } = readTemplate(text);
    if (!document || !template) return;
    expect(document.toString()).toBe(text);
    const edited = writeAttribute(document, template, "Remark", "new");
    const back =
      edited.includes(' Remark="new"') && !text.includes("Remark=") ? edited.replace(' Remark="new"', "") : undefined;
    expect(back ?? edited.replace('Remark="new"', 'Remark=""')).toBe(text);
  });
});

describe.skipIf(!existsSync(SHARED))("the sample template beside the repository (skipped where it is absent)", () => {
  it("is read and linted without findings and comes back byte for byte", () => {
    const text = readFileSync(SHARED, "utf8");
    expect(lintTemplate(text)).toEqual([]);
    const { document, template } = readTemplate(text, { mend: false });
    expect(document?.toString()).toBe(text);
    expect(template?.scenarios.map(({ id }) => id)).toHaveLength(8);
  });
});

function values(element: XmlElement): string[] {
  const own = element.attributes.map(({ name, value }) => `${element.name} ${name}=${value}`);
  return [...own, ...childElements(element).flatMap(values)];
}

describe("a template from which all references for quotes, ampersands and < were taken", () => {
  const shipped = readdirSync(SHIPPED).map((key) => join(SHIPPED, key, "template.xml"));
  const files = [join(FOLDER, "well-formed", "input.xml"), SHARED, ...shipped].filter((file) => existsSync(file));

  it.each(files.map((file) => [file.split("/").slice(-2).join("/"), file]))(
    "is mended to what it was: %s",
    (_name, file) => {
      const text = readFileSync(file, "utf8");
      const broken = text
        .replace(/&quot;/g, '"')
        .replace(/&lt;/g, "<")
        .replace(/&amp;/g, "&");
      const mended = readXml(mendXml(broken).text).document;
      expect(mended && values(mended.root)).toEqual(values(readXml(text).document?.root as XmlElement));
    },
  );
});
