import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DeskbellError, type Problem, Secret } from "../../base/index.ts";
import { fetchValue, readConfig, readConfigFile } from "./read.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "deskbell-config-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function problemsOf(yaml: string): readonly Problem[] {
  try {
    readConfig(yaml, "deskbell.yaml", folder);
    return [];
  } catch (error) {
    if (error instanceof DeskbellError && error.code === "CONFIG_INVALID") return error.problems;
    throw error;
  }
}

describe("a configuration", () => {
  it("may be empty, and fills in what is left out", () => {
    expect(readConfig("", "deskbell.yaml", folder).config).toEqual({
      connections: [],
      templates: [],
      phonebooks: [],
      integrations: [],
      tokens: [],
    });
  });

  it("tells every problem from the top to the end, each with its line and column", () => {
    const yaml = `connections:
  - id: office
    zone: Asia/Bankok
    extensions: [{ number: 1001 }]
integrations:
  - { id: a/b, conection: office, template: zendesk }
tokens: [{ name: x, scopes: [all], value: plain }]
severs: {}
`;
    expect(problemsOf(yaml)).toEqual([
      { path: "3:11 connections[0].zone", message: expect.stringContaining("time zone") },
      {
        path: "4:28 connections[0].extensions[0].number",
        message: "must be a text, but is a number",
        help: "Write it in quotes.",
      },
      { path: "6:5 integrations[0].connection", message: "is missing; it must be a text" },
      { path: "6:11 integrations[0].id", message: expect.stringContaining("1 to 64 letters") },
      {
        path: "6:27 integrations[0].conection",
        message: 'there is no member "conection"',
        help: 'Did you mean "connection"?',
      },
      { path: "7:30 tokens[0].scopes[0]", message: expect.stringContaining("none of admin") },
      { path: "7:43 tokens[0].value", message: 'write { env: NAME } or { file: "path" }' },
      { path: "8:9 severs", message: 'there is no member "severs"', help: 'Did you mean "server"?' },
    ]);
  });

  it.each([
    ["connections:\n  - a: [1\n", "3:1"],
    ["a: 1\na: 2\n", "2:1"],
    ["a: *nothing\n", ""],
    ["- 1\n", "1:1"],
    ["just text", "1:1"],
  ])("that is not YAML, or no mapping, says where: %j", (yaml, place) => {
    const [first] = problemsOf(yaml);
    expect(first?.path).toBe(place);
    expect(first?.message).not.toContain("at line");
  });

  it("that holds itself many times over is refused, and no memory is used up", () => {
    const bomb = [
      "a0: &a0 [x, x]",
      ...Array.from({ length: 30 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]`),
    ];
    expect(problemsOf(bomb.join("\n")).length).toBeGreaterThan(0);
  });

  it("that cannot be read says why", () => {
    expect(() => readConfigFile(join(folder, "none.yaml"))).toThrow("none.yaml cannot be read: ENOENT");
  });
});

describe("a value from elsewhere", () => {
  it("comes from the environment or from a file, without its last line break", () => {
    writeFileSync(join(folder, "secret"), "from the file\n");
    for (const [source, text] of [
      [{ env: "NAME" }, "from the environment"],
      [{ file: "secret" }, "from the file"],
    ] as const) {
      const value = fetchValue(source, folder, { NAME: "from the environment" });
      expect(value instanceof Secret && value.reveal()).toBe(text);
    }
  });

  it("that is not there is named", () => {
    expect(fetchValue({ env: "NAME" }, folder, { NAME: "" })).toMatchObject({
      message: expect.stringContaining("NAME"),
    });
    expect(fetchValue({ file: "none" }, folder, {})).toEqual({ message: "file none cannot be read: ENOENT" });
  });
});
