import { describe, expect, it } from "vitest";
import { aCompiled, anXml } from "./a-template.test.data.ts";

/** The success test of a request with these words of ours. */
function test(words: Readonly<Record<string, string>>) {
  const parameters = Object.entries(words).map(([Name, Value]) => ({ Father: "Deskbell", Name, Value }));
  const compiled = aCompiled(anXml({ CallJournal: { requests: [{ name: "CallJournal", url: "/", parameters }] } }));
  const request = compiled.template.scenarios.find(({ id }) => id === "CallJournal")?.requests[0];
  if (!request) throw new Error("no request");
  return compiled.request(request).test;
}

describe("an answer that is not the helpdesk's", () => {
  const readsAnswer = { SuccessRule: "id" };

  it.each(["", " ", "OK", '{"id": ', "<!DOCTYPE html><p>", "<html><body>", "\u0000\u0001"])(
    "is %j where data are read",
    (body) => {
      expect(test(readsAnswer).findForeign(body)).toMatch(/instead of data$/);
    },
  );

  it.each(['{"id":1}', " [1]\n", '{"a":1}\n{"a":2}', "7", '"text"', "null"])("is not %j", (body) => {
    expect(test(readsAnswer).findForeign(body)).toBeUndefined();
  });

  it("is only a page where nothing is read", () => {
    expect(["OK", "<ok/>", "<html>", "{"].map((body) => test({}).findForeign(body) !== undefined)).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });

  it("is nothing where the template looks for texts in it", () => {
    expect(test({ RefusalText: "invalid" }).findForeign("<html>fine</html>")).toBeUndefined();
  });
});

describe("success", () => {
  it("is a status of 2xx unless the template says otherwise", () => {
    expect([199, 200, 299, 300].map(test({}).isSuccess)).toEqual([false, true, true, false]);
    expect([200, 201, 302].map(test({ SuccessStatus: "201,302" }).isSuccess)).toEqual([false, true, true]);
  });

  it("of a search that finds nobody is 204 or 404 unless the template says otherwise", () => {
    expect([200, 204, 404].map(test({}).isNotFound)).toEqual([false, true, true]);
    expect([204, 404, 422].map(test({ NotFoundStatus: "422" }).isNotFound)).toEqual([false, false, true]);
  });

  it.each([
    ["ok==true", '{"ok":true}', undefined],
    ["ok==true", '{"ok":false}', 'the success rule does not hold: ok==true; found "false"'],
    ["errcode==0", '{"errcode":0}', undefined],
    ["errcode==0", '{"errcode":10005,"errmsg":"no"}', 'the success rule does not hold: errcode==0; found "10005"'],
    ["status!=error", '{"status":"ok"}', undefined],
    ["data.id", '{"data":{"id":7}}', undefined],
    ["data.id", '{"data":{}}', "the success rule does not hold: data.id; found nothing"],
    ["data.id", "not json", "the success rule does not hold: data.id; found nothing"],
  ])("needs %s in %s", (rule, body, want) => {
    expect(test({ SuccessRule: rule }).findRefusal(body)).toBe(want);
  });

  it("is none when the refusal's path finds something", () => {
    const { findRefusal } = test({ RefusalPattern: "errors" });
    expect(findRefusal('{"errors":["no such owner"]}')).toContain("no such owner");
    for (const body of ['{"errors":[]}', '{"errors":null}', '{"errors":false}', "{}"])
      expect(findRefusal(body)).toBeUndefined();
  });

  it("is none when the answer holds a text of refusal, in any case", () => {
    const { findRefusal } = test({ RefusalText: "does not exist" });
    expect(findRefusal('["Ticket 4: That user DOES NOT EXIST"]')).toBe(
      'the helpdesk refused: its answer holds "does not exist"',
    );
    expect(findRefusal('["Ticket 4: Status changed"]')).toBeUndefined();
  });
});
