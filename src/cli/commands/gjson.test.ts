import { describe, expect, it } from "vitest";
import { cli } from "../../../test/support/cli.ts";

describe("gjson", () => {
  it("prints the text, the raw piece or all about it", async () => {
    const input = '{"users":[{"id":12345678901234567890,"name":"ก"}]}';
    expect(await cli(["gjson", "users.0.id"], { input })).toMatchObject({ out: "12345678901234567890\n", code: 0 });
    expect((await cli(["gjson", "users.#.name", "--raw"], { input })).out).toBe('["ก"]\n');
    expect(JSON.parse((await cli(["gjson", "users.0.name", "--json"], { input })).out)).toMatchObject({
      exists: true,
      type: "String",
    });
  });

  it("exits with 1 when nothing is there, and points at a mistake in the path or the document", async () => {
    expect((await cli(["gjson", "nobody"], { input: "{}" })).code).toBe(1);
    const broken = await cli(["gjson", "a.b"], { input: '{"a":\n  {"c":1,}}' });
    expect(broken).toMatchObject({ code: 1, said: expect.stringContaining("-:2:10: not JSON: expected a name") });
    expect((await cli(["gjson", "a"], { input: Buffer.from([0xff]) })).said).toContain("-: the bytes are not UTF-8");
    expect((await cli(["gjson", "users.#(id==1"], { input: "{}" })).said).toMatch(/path, character \d+/);
  });
});
