import { toExtensionNumber } from "../../domain/index.ts";
import type { Parts } from "./dialling.ts";
import { extensionOf, type TrackedCall, type TrackedChannel } from "./tracked.ts";
import type { AmiMessage } from "./wire.ts";

/** An extension hands the call to a number without asking there. */
export function takeBlindTransfer(parts: Parts, message: AmiMessage, at: number): void {
  const giver = parts.registry.see(message, at, "Transferer");
  parts.registry.see(message, at, "Transferee");
  if (giver && message.get("Result") !== "Fail") tellTransfer(parts, giver, message.get("Extension"), at);
}

/** An extension talked with another first, and joins the two. Where that was a call of its own it ends, and goes on as this one. */
export function takeAttendedTransfer(
  parts: Parts,
  message: AmiMessage,
  at: number,
  join: (one: TrackedCall, other: TrackedCall, at: number, force: boolean) => void,
): void {
  const { registry } = parts;
  const giver = registry.see(message, at, "OrigTransferer");
  const second = registry.see(message, at, "SecondTransferer");
  if (!giver || message.get("Result") === "Fail") return;
  const target = registry.see(message, at, "TransferTarget");
  const taker = (target && extensionOf(target)) ?? findTaker(second ?? giver, giver);
  giver.isTransferer = true;
  if (second) second.isTransferer = true;
  const asked = second?.call;
  tellTransfer(parts, giver, taker ?? message.get("SecondTransfererConnectedLineNum"), at);
  if (asked && asked !== giver.call) join(giver.call, asked, at, true);
}

/** Whom the giver called to ask: the last who was dialled. */
function findTaker({ call }: TrackedChannel, giver: TrackedChannel): string | undefined {
  const others = call.dialled.map(extensionOf).filter((one) => one !== undefined && one !== extensionOf(giver));
  return others.at(-1);
}

function tellTransfer({ numbering, story }: Parts, giver: TrackedChannel, to: string | undefined, at: number): void {
  giver.isTransferer = true;
  const extension = extensionOf(giver);
  if (extension === undefined || to === undefined) return;
  const target = numbering.isInternal(to) ? { toExtension: toExtensionNumber(to) } : { toNumber: to };
  story.tell(giver.call, at, `${giver.legId}-transferred-${at}`, () => ({
    kind: "transferred",
    extension: toExtensionNumber(extension),
    ...target,
  }));
}
