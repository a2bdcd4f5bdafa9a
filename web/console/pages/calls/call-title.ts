import { useTranslation } from "react-i18next";
import { useFormat } from "../../../shared/format.ts";
import type { Call } from "../../../shared/nouns.ts";

type Named = Pick<Call, "direction" | "extension" | "dialledNumber" | "externalNumber" | "externalName" | "startedAt">;

/** A call in one line, for lists to choose from: when it was, and who talked. */
export function useCallTitle(): (call: Named & { readonly contactName?: string }) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (call) => {
    const parties =
      call.direction === "internal"
        ? [`${call.extension ?? ""} → ${call.dialledNumber}`]
        : [call.contactName || call.externalName, call.externalNumber || t("common:withheld")];
    return [format.time(call.startedAt), t(`calls:direction.${call.direction}`), ...parties]
      .filter(Boolean)
      .join(" · ");
  };
}
