import type { ExtensionNumber, Plan, PopupTrigger } from "../domain/index.ts";
import { skip } from "./context.ts";

/** An extension that a call brought no pop-up, and why: `code` is stable, `why` the end of a sentence. */
export interface LeftOut {
  readonly kind: "left";
  readonly trigger: PopupTrigger;
  readonly extension: ExtensionNumber;
  readonly code: string;
  readonly why: string;
}

/** So many extensions of a trigger get a word each; more are told in one, since a group may have dozens of phones. */
const FEW = 3;

/** Says of those that got no pop-up why: one by one while they are few, else in one skip for each trigger that counts them. */
export function tellLeftOut(left: readonly LeftOut[]): Plan[] {
  return [...Map.groupBy(left, (one) => one.trigger)].flatMap(([trigger, all]): Plan[] => {
    if (all.length > FEW) return [tellTogether(trigger, all)];
    return all.map(({ extension, code, why }) =>
      skip("popup", trigger, code, `extension ${extension} gets no pop-up: ${why}`, extension),
    );
  });
}

function tellTogether(trigger: PopupTrigger, all: readonly LeftOut[]): Plan {
  const byCode = [...Map.groupBy(all, (one) => one.code)];
  const [first] = byCode;
  const code = byCode.length === 1 && first ? first[0] : "several";
  const reasons = byCode.map(([, some]) => `${some[0]?.why} (${listed(some.map((one) => one.extension))})`);
  return skip("popup", trigger, code, `${all.length} extensions get no pop-up: ${reasons.join("; ")}`);
}

function listed(extensions: readonly string[]): string {
  const more = extensions.length - FEW;
  return more > 0 ? `${extensions.slice(0, FEW).join(", ")} and ${more} more` : extensions.join(", ");
}
