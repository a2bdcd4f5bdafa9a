import { describe, expect, test } from "vitest";
import { compilePath, getPath } from "./index.ts";

describe("a result", () => {
  test("of an array gives its elements, of anything else itself, of null and nothing none", () => {
    const json = '{"a":[1,"x",[2],{"b":3},null,true],"b":"y","n":null,"o":{"k":1},"e":[]}';
    const raws = (path: string) =>
      getPath(json, path)
        .values()
        .map(({ raw }) => raw);
    expect(raws("a")).toEqual(["1", '"x"', "[2]", '{"b":3}', "null", "true"]);
    expect(raws("b")).toEqual(['"y"']);
    expect(raws("o")).toEqual(['{"k":1}']);
    expect(raws("e")).toEqual([]);
    expect(raws("n")).toEqual([]);
    expect(raws("missing")).toEqual([]);
    expect(getPath(json, "a").values()[1]?.text).toBe("x");
  });

  test("as JSON shows what it holds", () => {
    expect(JSON.stringify(getPath('{"a":"b"}', "a"))).toBe(
      '{"exists":true,"type":"String","raw":"\\"b\\"","text":"b"}',
    );
  });
});

describe("a compiled path", () => {
  test("is asked of many documents and finds in each its own", () => {
    const path = compilePath("a.#(b>1)#|0.c");
    expect(path.path).toBe("a.#(b>1)#|0.c");
    expect(path.get('{"a":[{"b":1,"c":"x"},{"b":2,"c":"y"}]}').text).toBe("y");
    expect(path.get('{"a":[{"b":3,"c":"z"}]}').text).toBe("z");
    expect(path.get('{"a":{"b":3}}').exists).toBe(false);
    expect(path.get("").exists).toBe(false);
  });

  test("stays right when more paths are in use than are remembered", () => {
    const json = JSON.stringify(Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`k${i}`, i])));
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 400; i++) expect(getPath(json, `k${i}`).text).toBe(String(i));
    }
  });
});

test("a text that was put together from pieces is read like any other", () => {
  let json = '{"a":[';
  for (let i = 0; i < 2000; i++) json += `{"i":${i}},`;
  json += '0],"z":"end"}';
  expect(getPath(json, "z").text).toBe("end");
  expect(getPath(json, "a.1999.i").text).toBe("1999");
});
