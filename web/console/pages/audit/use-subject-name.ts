import { useTranslation } from "react-i18next";

/** What was changed, in the page's language: the log has its kind in English before its name. */
export function useSubjectName(): (subject: string) => string {
  const { t, i18n } = useTranslation();
  return (subject) => {
    const [, kind = "", name = ""] = /^(\w+) (.+)$/s.exec(subject) ?? [];
    return i18n.exists(`audit:of.${kind}`) ? `${t(`audit:of.${kind}`)} ${name}` : subject;
  };
}
