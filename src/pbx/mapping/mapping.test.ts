import { describe, expect, it } from "vitest";
import { applyMapping } from "./apply-mapping.ts";
import { readMapping } from "./read-mapping.ts";

const RECEIVED = Date.parse("2026-11-24T08:00:00Z");
const AT = Date.parse("2026-11-24T07:00:00Z");
const CONTEXT = { zone: "Asia/Bangkok", receivedAt: RECEIVED };

const SMALL = {
  body: "json",
  members: { call: "call.id", at: "time", from: "call.from", to: "call.to", extension: "who" },
  cases: [
    { when: { what: "beat" }, events: [] },
    {
      events: [
        { kind: { path: "what", table: { ring: "ringing", up: "answered", down: "ended" } }, disposition: "how" },
      ],
    },
  ],
};
const RING = {
  what: "ring",
  time: 1_795_503_600,
  call: { id: 7, from: '"Somchai" <+66812345678>', to: "021" },
  who: "PJSIP/2001-0000001a",
};

function mapped(definition: unknown, body: unknown, context: Partial<Parameters<typeof applyMapping>[2]> = {}) {
  const reading = readMapping(definition);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const request = { contentType: "application/json", body: text, query: text };
  return applyMapping(reading.mapping, request, { ...CONTEXT, ...context });
}

function told(definition: unknown, body: unknown, context = {}) {
  const result = mapped(definition, body, context);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return result;
}

function problemsOf(definition: unknown): string[] {
  const reading = readMapping(definition);
  return reading.ok
    ? []
    : reading.problems.map((one) => `${one.path}: ${one.message}${one.help ? `; ${one.help}` : ""}`);
}

/** A mapping of one event that takes the member from `x`. */
const one = (member: string, source: unknown, kind = "summary") => ({
  body: "json",
  members: { call: { value: "c" }, id: { value: "e" } },
  cases: [{ events: [{ kind, [member]: source }] }],
});

describe("a mapping", () => {
  it("turns a posted body into an event", () => {
    expect(told(SMALL, RING)).toEqual({
      events: [
        {
          key: expect.stringMatching(/^[\w-]{24}$/),
          kind: "ringing",
          pbxCallId: "7",
          occurredAt: AT,
          from: "+66812345678",
          to: "021",
          extension: "2001",
        },
      ],
      notes: [],
    });
  });

  it("gives a repeated body the same ids, and another body others", () => {
    const key = (body: unknown) => told(SMALL, body).events[0]?.key;
    expect(key(RING)).toBe(key({ ...RING }));
    expect(key(RING)).not.toBe(key({ ...RING, time: RING.time + 1 }));
    const late = told(SMALL, { ...RING, time: "" }, { receivedAt: RECEIVED + 5 }).events[0];
    expect(late).toMatchObject({ key: key({ ...RING, time: "" }), occurredAt: RECEIVED + 5 });
  });

  it("ignores what a case without events is for", () => {
    expect(told(SMALL, { what: "BEAT" })).toEqual({ events: [], notes: [] });
  });

  it("notes words that it does not know and goes on", () => {
    expect(told(SMALL, { ...RING, what: "hold" })).toEqual({
      events: [],
      notes: ['cases[1].events[0].kind: "hold" is no kind of event, and was left out'],
    });
    const ended = told(SMALL, { ...RING, what: "down", how: "Wormhole" });
    expect(ended.events).toMatchObject([{ kind: "ended" }]);
    expect(ended.notes).toEqual(['cases[1].events[0].disposition: "Wormhole" is not in the table, and was left out']);
  });

  it("notes a body that no case fits, with what the cases look at", () => {
    const only = { ...SMALL, cases: [{ when: { what: ["ring"] }, events: [] }] };
    expect(told(only, { what: "dance" })).toEqual({ events: [], notes: ['the body: no case fits (what "dance")'] });
  });

  it("gives several events for each item of a list", () => {
    const definition = {
      body: "json",
      each: "rows",
      members: { call: { body: "call" }, extension: "ext", at: "{{time .start}}" },
      cases: [
        {
          events: [
            { kind: "ringing" },
            { kind: "answered", when: { "{{.seconds}}": { not: "0" } }, at: "{{plus (time .start) 5000}}" },
            { kind: "left", at: "{{plus (time .start) (times 1000 .seconds)}}" },
          ],
        },
      ],
    };
    const rows = [
      { ext: 2001, start: "2026-11-24 14:00:00", seconds: 0 },
      { ext: 2002, start: "2026-11-24 14:00:00", seconds: 9 },
    ];
    expect(
      told(definition, { call: "c1", rows }).events.map((e) => [
        e.kind,
        e.occurredAt - AT,
        "extension" in e && e.extension,
      ]),
    ).toEqual([
      ["ringing", 0, "2001"],
      ["left", 0, "2001"],
      ["ringing", 0, "2002"],
      ["answered", 5000, "2002"],
      ["left", 9000, "2002"],
    ]);
  });

  it("keeps apart the events of one item that the PBX gave one id", () => {
    const members = { id: "id", call: "id", extension: "x" };
    const definition = { body: "json", members, cases: [{ events: [{ kind: "ringing" }, { kind: "answered" }] }] };
    expect(told(definition, { id: "e1", x: "2001" }).events.map(({ key }) => key)).toEqual(["e1", "e1~2"]);
  });

  it("reads forms and queries", () => {
    const definition = { ...SMALL, members: { call: "id", from: "from" }, cases: [{ events: [{ kind: "started" }] }] };
    const text = "id=c1&from=%2B66812345678&from=sip%3A2001%40pbx";
    for (const body of ["form", "query"]) {
      expect(told({ ...definition, body }, text).events).toMatchObject([{ pbxCallId: "c1", from: "2001" }]);
    }
  });

  it("undoes percent codes where a PBX writes them into its JSON", () => {
    const definition = { ...one("callerName", "x"), decode: "percent" };
    expect(told(definition, { x: "%E0%B8%AA%20100%25" }).events).toMatchObject([{ callerName: "ส 100%" }]);
    expect(told(definition, { x: "100%" }).events).toMatchObject([{ callerName: "100%" }]);
  });

  it("knows the extensions by its patterns, or by whoever knows them better", () => {
    const definition = { ...one("extension", "x", "answered"), extensions: ["3XX"] };
    expect(mapped(definition, { x: "sip:2001@pbx" })).toMatchObject({
      problems: [{ path: "cases[0].events[0].extension" }],
    });
    expect(told(definition, { x: "<301>" }).events).toMatchObject([{ extension: "301" }]);
    expect(told(definition, { x: "anna" }, { isExtension: (text: string) => text === "anna" }).events).toMatchObject([
      { extension: "anna" },
    ]);
  });

  it.each([
    ["a path", "a.b", { a: { b: "x" } }, "x"],
    ["a template", "{{.a}}-{{.missing}}{{get `b.0`}}", { a: 1, b: [2] }, "1-2"],
    ["a constant", { value: "fix" }, {}, "fix"],
    ["the first that is not empty", { first: ["a", "b", { value: "c" }] }, { a: "", b: null }, "c"],
    ["a hash", { hash: ["a", "b"] }, { a: "1", b: "2" }, "zvwTYNv9sVLVmDdGGwq0Mn1l"],
    ["a table in any case of letters", { path: "a", table: { Up: "x" } }, { a: "uP" }, "x"],
    ["a table's word for all others", { path: "a", table: { up: "x", "*": "y" } }, { a: "down" }, "y"],
    ["a word that a table does not know", { path: "a", table: { up: "x" } }, { a: "down" }, "down"],
    [
      "helpers",
      '{{after (before .a "@") "/"}}{{lower "X"}}{{name .b}}{{number .b}}',
      { a: "q/1@h", b: '"N" <sip:5@h>' },
      "1xN5",
    ],
  ])("takes a value from %s", (what, source, body, want) => {
    const found = told(one("trunk", source), body).events[0]?.trunk;
    if (what === "a hash") expect(found).toMatch(/^[\w-]{24}$/);
    else expect(found).toBe(want);
  });

  it.each([
    ["65", 65],
    [65.4, 65],
    ["00:01:05", 65],
    ["1:05", 65],
    ["", undefined],
  ])("reads %j as seconds", (x, want) => {
    expect((told(one("talkSeconds", "x"), { x }).events[0] as { talkSeconds?: number }).talkSeconds).toBe(want);
  });

  it.each([
    [
      "a time",
      one("at", "x"),
      { x: "soon" },
      /^cases\[0\]\.events\[0\]\.at: "soon" is not a time that can be understood$/,
    ],
    ["seconds", one("talkSeconds", "x"), { x: "long" }, /talkSeconds: "long" is no number of seconds/],
    ["arithmetic", one("at", '{{plus .x "a"}}'), { x: 1 }, /at: .*"a" is not a number/],
    [
      "an endless template",
      one("trunk", "{{range .x}}{{range $.x}}{{range $.x}}.{{end}}{{end}}{{end}}"),
      { x: Array(50).fill(1) },
      /trunk: .*exceeds the limit/,
    ],
    [
      "what the event language refuses",
      one("recording", { url: "x" }, "recorded"),
      { x: "ftp://h/x" },
      /recording\.url: is not an http.*\(recorded\)/,
    ],
    [
      "a call without id",
      { ...one("trunk", "x"), members: {} },
      { x: "a" },
      /^cases\[0\]\.events\[0\]\.call: is missing.*\(summary\)/,
    ],
    ["a body that is no JSON", SMALL, "what=ring", /^body: line 1:1/],
    ["no body", SMALL, "", /^body: is empty/],
  ])("refuses %s with its place", (_what, definition, body, message) => {
    const result = mapped(definition, body);
    expect("problems" in result && result.problems.map((p) => `${p.path}: ${p.message}`)).toEqual([
      expect.stringMatching(message),
    ]);
  });

  it("refuses more items than it can take", () => {
    expect(mapped({ ...SMALL, each: "@this" }, Array(1001).fill(RING))).toMatchObject({ problems: [{ path: "body" }] });
  });
});

describe("readMapping", () => {
  it.each([
    ["no object", 5, /^mapping: /],
    ["an unknown body", { ...SMALL, body: "xml" }, /^body: is "xml"; it is "json", "form" or "query"/],
    ["an unknown member", { ...SMALL, members: { caller: "x" } }, /^members\.caller: is not known here/],
    ["no case", { ...SMALL, cases: [] }, /^cases: is empty/],
    ["an unknown kind", one("trunk", "x", "rings"), /kind: is "rings"; it is one of started, /],
    [
      "a member of another kind",
      one("talkSeconds", "x", "ringing"),
      /talkSeconds: means nothing in an event of kind "ringing"/,
    ],
    ["two sources in one", one("trunk", { path: "a", value: "b" }), /trunk: .*exactly one of/],
    ["a number for a source", one("trunk", 5), /trunk: is 5; write a GJSON path/],
    ["a broken template", one("trunk", "{{.x"), /trunk: .*unclosed action/],
    ["an unknown function", one("trunk", "{{shout .x}}"), /trunk: .*function "shout" not defined/],
    ["a broken path", one("trunk", { path: "a.#(b" }), /trunk\.path: the path "a\.#\(b" is not right/],
    ["a broken choice", one("trunk", { first: ["a", "{{"] }), /trunk\.first\[1\]: /],
    ["an unknown format", one("at", { path: "x", format: "HH:mm" }), /at\.format: .*lacks the year/],
    ["an unknown zone", one("at", { path: "x", zone: "Mars/Base" }), /at\.zone: "Mars\/Base" is not known/],
    ["a broken condition", { ...SMALL, cases: [{ when: { "{{": true }, events: [] }] }, /^cases\[0\]\.when\.\{\{: /],
    [
      "a number for a condition",
      { ...SMALL, cases: [{ when: { x: 5 }, events: [] }] },
      /^cases\[0\]\.when\.x: is no condition/,
    ],
    ["a broken pattern", { ...SMALL, extensions: ["(a+)+"] }, /^extensions: /],
  ])("refuses %s", (_what, definition, message) => {
    expect(problemsOf(definition)).toEqual([expect.stringMatching(message)]);
  });

  it("takes a ready mapping by its name, and with changes", () => {
    const form = "CallSid=CA1&ParentCallSid=CA0&CallStatus=ringing&From=%2B66812345678&To=sip%3A301%40x";
    expect(told("twilio", form).events).toMatchObject([{ kind: "ringing", extension: "301" }]);
    const changed = { like: "twilio", extensions: ["2XX"], members: { trunk: { value: "sip" } } };
    expect(told(changed, form).events).toMatchObject([{ kind: "ringing", trunk: "sip", pbxCallId: "CA0" }]);
    expect(told(changed, form).events[0]).not.toHaveProperty("extension");
    for (const name of ["toString", "avaya"]) {
      expect(problemsOf({ like: name })).toEqual([
        expect.stringMatching(/^like: there is no ready mapping.*ready are 3cx,/),
      ]);
    }
  });

  it("tells all problems at once", () => {
    const definition = { ...SMALL, extensions: ["("], members: { call: "{{", from: "a|" } };
    expect(problemsOf(definition).length).toBeGreaterThan(2);
  });
});
