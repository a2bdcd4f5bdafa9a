import { describe, expect, it } from "vitest";
import { DeskbellError } from "../../base/index.ts";
import type { YeastarApi } from "./api.ts";
import { reconcile } from "./records.ts";
import { createTranslator } from "./to-phone-event.ts";

const NOW = 1_790_000_600_000;
const SPAN = { from: NOW - 600_000, to: NOW };

const row = (id: string, disposition = "NO ANSWER") => ({
  call_id: id,
  timestamp: Number(id.split(".")[0]),
  call_from: "+442070000111",
  call_to: "2001",
  duration: 20,
  talk_duration: 0,
  disposition,
  call_type: "Inbound",
});

type Answers = Readonly<Record<string, readonly object[] | DeskbellError>>;

/** An API that answers lists by their path (and type). */
function setUp(answers: Answers) {
  const asked: string[] = [];
  const api: YeastarApi = {
    ask: () => Promise.reject(new Error("only lists are asked for")),
    async list({ path, query }, schema) {
      const name = query?.type === undefined ? path : `${path} ${query.type}`;
      asked.push(name);
      const answer = answers[name] ?? [];
      if (answer instanceof DeskbellError) throw answer;
      return { rows: answer.map((one) => schema.parse(one)) as never[], unfit: 0 };
    },
  };
  const translator = createTranslator({ zone: "UTC", isExtension: (number) => number === "2001" });
  return { asked, run: () => reconcile(api, SPAN, translator, "UTC", NOW, () => undefined) };
}

const refused = () => new DeskbellError("INPUT_INVALID", "it does not take a value of the request");

describe("reconcile", () => {
  it("gives the summary of each call of the span", async () => {
    const { events, liveCallIds } = await setUp({ "cdr/search": [row("1790000100.1"), row("1790000200.2")] }).run();
    expect(events.map(({ kind, pbxCallId }) => [kind, pbxCallId])).toEqual([
      ["summary", "1790000100.1"],
      ["summary", "1790000200.2"],
    ]);
    expect(liveCallIds).toEqual([]);
  });

  it("gives a call that began before the span and ended in it, and none that ended before", async () => {
    const long = { ...row("1789999000.1"), duration: 1200 };
    const { events } = await setUp({ "cdr/search": [long, row("1789990000.1")] }).run();
    expect(events.map(({ pbxCallId }) => pbxCallId)).toEqual(["1789999000.1"]);
  });

  it("asks for the whole list where firmware answers times in seconds with nothing, or refuses them", async () => {
    for (const search of [[], refused()]) {
      const { asked, run } = setUp({ "cdr/search": search, "cdr/list": [row("1790000100.1"), row("1700000000.1")] });
      expect((await run()).events.map(({ pbxCallId }) => pbxCallId)).toEqual(["1790000100.1"]);
      expect(asked).toContain("cdr/list");
    }
  });

  it("does not sum up a call of which a leg is written down while it goes on", async () => {
    const live = {
      call_id: "1790000100.1",
      members: [{ inbound: { from: "1", to: "2", channel_id: "T", member_status: "ANSWERED" } }],
    };
    const { events, liveCallIds } = await setUp({
      "call/query inbound": [live],
      "cdr/search": [row("1790000100.1")],
    }).run();
    expect(events.map(({ kind }) => kind)).toEqual(["started"]);
    expect(liveCallIds).toEqual(["1790000100.1"]);
  });

  it("lets nothing follow from a call's absence where live calls cannot be listed", async () => {
    expect((await setUp({ "call/query inbound": refused() }).run()).liveCallIds).toBeUndefined();
    expect((await setUp({ "call/query internal": refused() }).run()).liveCallIds).toEqual([]);
  });

  it("says when the PBX cannot be asked", async () => {
    const away = new DeskbellError("PBX_UNREACHABLE", "away");
    await expect(setUp({ "call/query inbound": away }).run()).rejects.toBe(away);
    await expect(setUp({ "cdr/search": away }).run()).rejects.toBe(away);
  });
});
