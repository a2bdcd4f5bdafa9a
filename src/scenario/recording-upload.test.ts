import { afterEach, describe, expect, it } from "vitest";
import { type HttpHelpdesk, openHttpHelpdesk } from "../../test/support/http-helpdesk.ts";
import { readMultipart } from "../../test/support/read-multipart.ts";
import type { UploadFile } from "../request/index.ts";
import { anXml, type RunOptions, runOnce } from "./a-template.test.data.ts";

let server: HttpHelpdesk;
afterEach(() => server.close());

const XML = anXml({
  CallJournal: {
    requests: [
      { name: "CallJournal", method: "POST", url: "/calls", body: "{}" },
      {
        name: "Upload",
        method: "POST",
        url: "/calls/{{.JournalId}}/file?from={{.Call_From}}",
        parameters: [
          { Father: "Deskbell", Name: "RecordingUpload", Value: "audio" },
          { Type: "Form", Name: "title", Value: "Call of {{.Call_From}}" },
          { Father: "Deskbell", Name: "RefusalText", Value: "too long" },
        ],
      },
    ],
  },
});

const AUDIO = Buffer.from("RIFF....WAVE");
const recording: UploadFile = {
  name: "call.wav",
  contentType: "audio/wav",
  bytes: AUDIO.length,
  async *open() {
    yield AUDIO;
  },
};

async function run(options: RunOptions, body = "{}") {
  server = await openHttpHelpdesk(() => ({ status: 201, body }));
  const variables = { JournalId: "7", Call_From: "081 2" };
  return runOnce(XML, "CallJournal", server.address, { variables, ...options });
}

describe("a request that hands over a recording", () => {
  it("is none of those that write the entry", async () => {
    const { exchanges } = await run({ recording });
    expect(exchanges.map(({ request }) => request.name)).toEqual(["CallJournal"]);
  });

  it("sends the variables and the file, with the key that a repetition has too, and shows words for the bytes", async () => {
    const done = await run({ requests: ["Upload"], recording, idempotencyKey: "d1" });
    expect(done).toMatchObject({ ok: true, outcome: { kind: "delivered", status: 201 } });
    const [got] = server.requests;
    expect(got).toMatchObject({
      method: "POST",
      url: "/calls/7/file?from=081%202",
      headers: { "idempotency-key": "d1-Upload", "user-agent": "Deskbell/test" },
    });
    expect(got && readMultipart(got.headers, got.bytes)).toEqual({
      fields: [["title", "Call of 081 2"]],
      file: { field: "audio", name: "call.wav", contentType: "audio/wav", bytes: AUDIO },
    });
    expect(done.exchanges[0]?.request).toMatchObject({
      headers: { "content-type": "multipart/form-data" },
      body: "title=Call of 081 2\naudio=<recording 12 bytes audio/wav>",
    });
  });

  it("is refused by what the template takes for a refusal", async () => {
    const { outcome } = await run({ requests: ["Upload"], recording }, '{"error":"file too long"}');
    expect(outcome).toMatchObject({ kind: "rejected", reason: expect.stringContaining("too long") });
  });

  it("is shown in a dry run without the file, and never sent without it", async () => {
    const dry = await run({ requests: ["Upload"], mode: "dry-run", recording });
    expect(dry.exchanges[0]?.request.body).toContain("audio=<recording 12 bytes audio/wav>");
    await server.close();
    const unknown = await run({ requests: ["Upload"], mode: "dry-run" });
    expect(unknown.exchanges[0]?.request.body).toContain("audio=<recording, audio/wav>");
    await server.close();
    const sent = await run({ requests: ["Upload"] });
    expect(sent.outcome).toMatchObject({ kind: "refused", reason: expect.stringContaining("none was given") });
    expect(server.requests).toEqual([]);
  });
});
