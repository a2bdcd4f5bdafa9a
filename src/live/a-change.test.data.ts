import { type Change, type ChangeBody, toCallId, toExtensionNumber } from "../domain/index.ts";

export const attention = (text: string): ChangeBody => ({ kind: "integration", integrationId: "rt", attention: text });

export function popup(extension: string): ChangeBody {
  const shown = {
    id: `p${extension}`,
    integrationId: "rt",
    callId: toCallId("c"),
    extension: toExtensionNumber(extension),
    trigger: "ringing" as const,
    state: "shown" as const,
    url: "",
    contactName: "",
    match: "none" as const,
    number: "",
    createdAt: 0,
  };
  return { kind: "popup", popup: shown };
}

export const aChange = (seq: number, body: ChangeBody = attention(`${seq}`)): Change => ({ seq, at: 0, ...body });

export const numbers = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);
