import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../shared/client/ask.ts";

/** Something that a click sets off. */
export interface Task {
  readonly busy: boolean;
  /** Why it did not work, for people; empty when it did. */
  readonly fault: string;
  /** Gives whether it worked. While it runs, another click does nothing. */
  run(work: () => Promise<unknown>): Promise<boolean>;
}

export function useTask(): Task {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const run = async (work: () => Promise<unknown>) => {
    if (busy) return false;
    setBusy(true);
    setFault("");
    try {
      await work();
      return true;
    } catch (error) {
      setFault(error instanceof ApiError && error.status > 0 ? error.message : t("common:unreachable"));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, fault, run };
}
