import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../shared/client/ask.ts";
import type { Call } from "../shared/nouns.ts";
import { Said } from "../shared/said.tsx";
import { useDeskTools } from "./desk-context.ts";
import { isOwn } from "./own.ts";
import { useTask } from "./use-task.ts";

/** Calls the other party: over the PBX where it can be asked, else by whatever this computer or phone calls with. */
export function DialButton({ call, name }: { readonly call: Call; readonly name: string }) {
  const { t } = useTranslation();
  const { setUp, own } = useDeskTools();
  const task = useTask();
  const [rung, setRung] = useState(false);
  const number = (call.direction === "internal" ? "" : call.externalNumber).replace(/[^\d+*#]/g, "");
  if (number === "") return null;
  const { connectionId } = call;
  const label = t("desk:callBackTo", { name });
  const extension = [call.extension, ...call.legs.map((leg) => leg.extension), ...own.map((one) => one.number)].find(
    (one) => isOwn(one, connectionId, own),
  );
  const canDial = setUp?.connections.some((one) => one.id === connectionId && one.canDial);
  if (!canDial || extension === undefined || task.fault) {
    return (
      <>
        {task.fault && (
          <span role="alert" className="desk-fault">
            <Said>{task.fault}</Said>
          </span>
        )}
        <a className="desk-button desk-small" href={`tel:${number}`} aria-label={label}>
          {t("desk:callBack")}
        </a>
      </>
    );
  }
  const dial = async () => {
    setRung(false);
    const path = { id: connectionId };
    setRung(await task.run(() => ask("POST /api/v1/connections/{id}/dial", { path, body: { extension, number } })));
  };
  return (
    <>
      <button type="button" className="desk-button desk-small" disabled={task.busy} aria-label={label} onClick={dial}>
        {t("desk:callBack")}
      </button>
      {rung && (
        <span role="status" className="desk-soft">
          {t("desk:yourPhoneRings")}
        </span>
      )}
    </>
  );
}
