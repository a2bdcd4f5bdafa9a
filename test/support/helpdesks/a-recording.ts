import type { UploadFile } from "../../../src/request/index.ts";

const AUDIO = Buffer.from("RIFF\0\x01\xff\xfeWAVEfmt \r\n--\r\n", "latin1");

/** A recording of a few bytes, some of which are no text. */
export function aRecording(bytes: Buffer = AUDIO): UploadFile {
  return {
    name: "call.wav",
    contentType: "audio/wav",
    bytes: bytes.length,
    async *open() {
      yield bytes;
    },
  };
}
