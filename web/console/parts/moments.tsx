import { useTranslation } from "react-i18next";
import { useFormat } from "../../shared/format.ts";

/** A moment (ms since 1970), short, in the browser's zone or in `zone` (IANA); its full form with zone when pointed at. */
export function Time({ at, zone }: { readonly at: number; readonly zone?: string | undefined }) {
  const format = useFormat(zone);
  return (
    <time dateTime={new Date(at).toISOString()} title={format.moment(at)}>
      {format.time(at)}
    </time>
  );
}

/** So many seconds as `3:07`; read out in words. */
export function Duration({ seconds }: { readonly seconds: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const minutes = Math.floor(seconds / 60);
  return (
    <>
      <span aria-hidden>{format.duration(seconds)}</span>
      <span className="db-unseen">
        {t("common:spokenDuration", { minutes, seconds: Math.round(seconds - minutes * 60) })}
      </span>
    </>
  );
}
