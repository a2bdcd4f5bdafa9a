import { useTranslation } from "react-i18next";
import { ContactChoice } from "./contact-choice.tsx";
import { ContactSearch } from "./contact-search.tsx";
import { useIntegration } from "./desk-context.ts";
import { type DeskCall, whoIs } from "./desk-state.ts";
import { NewContact } from "./new-contact.tsx";

/** What there is to do about who the other party is: choose of several, search, or create. */
export function Who({ of }: { readonly of: DeskCall }) {
  const { t } = useTranslation();
  const who = whoIs(of);
  const integration = useIntegration(who?.integrationId);
  if (!who || who.match.state === "none") return null;
  const { match, integrationId } = who;
  const choose = (contacts: Parameters<typeof ContactChoice>[0]["contacts"]) => (
    <ContactChoice callId={of.call.id} integrationId={integrationId} contacts={contacts} />
  );
  switch (match.state) {
    case "pending":
      return <p className="desk-soft">{t("desk:match.pending")}</p>;
    case "known":
      if (!match.others?.length) return null;
      return (
        <details className="desk-others">
          <summary>{t("desk:notThem")}</summary>
          {choose(match.others)}
        </details>
      );
    case "ambiguous":
      return (
        <>
          <p>{t("desk:match.ambiguous")}</p>
          {choose(match.contacts)}
        </>
      );
    default:
      return (
        <div className="desk-unknown">
          <p className="desk-soft">{t(`desk:match.${match.state}`)}</p>
          {integration?.canSearch && <ContactSearch callId={of.call.id} integrationId={integrationId} />}
          {integration?.canCreate && match.state === "unknown" && <NewContact of={of} integration={integration} />}
        </div>
      );
  }
}
