import { useTranslation } from "react-i18next";

/** What was done, in the page's language; an action that this page does not know has its name in the API. */
export function useActionName(): (action: string) => string {
  const { t, i18n } = useTranslation();
  return (action) => (i18n.exists(`audit:did.${action}`) ? t(`audit:did.${action}`) : action);
}
