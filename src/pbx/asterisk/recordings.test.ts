import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRecordingFile } from "./recordings.ts";

const { signal } = new AbortController();

describe("a recording of MixMonitor", () => {
  let base: string;
  let folder: string;

  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), "deskbell-monitor-"));
    folder = join(base, "monitor");
    mkdirSync(join(folder, "2026"), { recursive: true });
    write(join(folder, "2026", "call.wav"));
    write(join(base, "secret.wav"));
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  function write(path: string): void {
    writeFileSync(path, "RIFF");
    utimesSync(path, 1000, 1000);
  }
  const open = (file: string, recordingsFolder: string | undefined = folder) =>
    openRecordingFile({ recordingsFolder, recordingsPrefix: "/var/spool/asterisk/monitor" }, file, signal, Date.now);

  it.each(["2026/call.wav", "/var/spool/asterisk/monitor/2026/call.wav"])(
    "is read from its folder: %s",
    async (file) => {
      const { contentType, length, body } = await open(file);
      const chunks: Uint8Array[] = [];
      for await (const chunk of body) chunks.push(chunk);
      expect({ contentType, length, text: Buffer.concat(chunks).toString() }).toEqual({
        contentType: "audio/wav",
        length: 4,
        text: "RIFF",
      });
    },
  );

  it.each([
    "../secret.wav",
    "/var/spool/asterisk/monitor/../../secret.wav",
    "/etc/passwd",
    "2026",
    "2026/none.wav",
    "2026/call.wav\0",
    "link.wav",
  ])("is never anything outside of it, nor what is not there: %j", async (file) => {
    symlinkSync(join(base, "secret.wav"), join(folder, "link.wav"));
    await expect(open(file)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("is not there while it is written to", async () => {
    writeFileSync(join(folder, "now.wav"), "RIFF");
    await expect(open("now.wav")).rejects.toThrow("has not finished the recording");
  });

  it("cannot be read without a folder", async () => {
    const settings = { recordingsFolder: undefined, recordingsPrefix: "/var" };
    await expect(openRecordingFile(settings, "call.wav", signal, Date.now)).rejects.toThrow("set recordingsFolder");
  });
});
