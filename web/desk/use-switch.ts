import { useState } from "react";
import { ask } from "../shared/client/ask.ts";
import { useKept } from "./use-kept.ts";
import type { Me } from "./use-me.ts";
import { useTask } from "./use-task.ts";

/** Whether pages open by themselves. */
export interface PopupSwitch {
  readonly on: boolean;
  readonly busy: boolean;
  readonly fault: string;
  turn(on: boolean): void;
}

/** A person's own switch, the same on each of their computers; who signed in by a token has one for this browser. */
export function useSwitch(me: Me): PopupSwitch {
  const task = useTask();
  const [kept, keep] = useKept("deskbell.popups", "on");
  const [on, setOn] = useState(me.kind === "person" ? me.popups : kept === "on");
  const turn = (next: boolean) => {
    setOn(next);
    if (me.kind === "token") return keep(next ? "on" : "off");
    void task
      .run(() => ask("PATCH /api/v1/me", { body: { popups: next } }))
      .then((worked) => {
        if (!worked) setOn(!next);
      });
  };
  return { on, busy: task.busy, fault: task.fault, turn };
}
