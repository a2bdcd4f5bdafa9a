import { describe, expect, it } from "vitest";
import { collectSentences } from "./collect.ts";

describe("the sentences of a source", () => {
  it.each([
    ['throw new DeskbellError("NOT_FOUND", "there is no such call");', ["there is no such call"]],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the source text of a template literal.
    ['skip(`extension ${one} of "${two}" rings`);', ['extension {0} of "{1}" rings']],
    ['const a = "the first half, " + name + " and the second";', ["the first half, {0} and the second"]],
    ['const a = isBad ? "not at all" : { why: "it is over" };', ["not at all", "it is over"]],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as above.
    ['f(`took ${n} second${n === 1 ? "" : "s"}`);', ["took {0} second", "took {0} seconds"]],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as above.
    ['f(`it failed: ${why ?? "no reason told"}`);', ["it failed: {0}", "no reason told"]],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as above.
    ['f(`the body${ok ? ` of ${size} bytes` : ""} is kept`);', ["the body of {0} bytes is kept", "the body is kept"]],
    ['const a = { help: "write a number" } satisfies Help;', ["write a number"]],
  ])("%s", (source, sentences) => {
    expect(collectSentences(source)).toEqual(sentences);
  });

  it.each([
    ['import { x } from "a place of words";'],
    ['log.warn({ id }, "the turn failed");'],
    ['z.string().describe("What it is called.");'],
    ['throw new TypeError("a defect of ours");'],
    ['type Kind = "one of two" | "two of two";'],
    ['if (kind === "a kind of call") run();'],
    ['const rule = { docs: { what: "It says what is wrong." } };'],
    ['const a = ["inbound", "no-answer", "application/json; charset=utf-8"];'],
    ["store.run(sql`SELECT a thing FROM things`);"],
    ['const all = "SELECT id FROM calls WHERE state = ?";'],
    ['const route = "/api/v1/calls/:id";'],
  ])("leave out what no person reads on a page: %s", (source) => {
    expect(collectSentences(source)).toEqual([]);
  });
});
