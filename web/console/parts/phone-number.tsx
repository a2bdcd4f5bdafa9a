import { useTranslation } from "react-i18next";

/** A number as the PBX wrote it; never broken over lines. Empty = withheld. */
export function PhoneNumber({ number }: { readonly number: string }) {
  const { t } = useTranslation();
  if (!number) return <span>{t("common:withheld")}</span>;
  return (
    <bdi dir="ltr" style={{ whiteSpace: "nowrap" }}>
      {number}
    </bdi>
  );
}
