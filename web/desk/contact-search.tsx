import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../shared/client/ask.ts";
import type { Contact } from "../shared/nouns.ts";
import { Fault } from "./fault.tsx";
import { toWebAddress } from "./open-page.ts";
import { useTask } from "./use-task.ts";

/** Searches the helpdesk's contacts by what is typed, leads to their pages, and lets one of them be the caller. */
export function ContactSearch({ callId, integrationId }: { readonly callId: string; readonly integrationId: string }) {
  const { t } = useTranslation();
  const task = useTask();
  const [found, setFound] = useState<readonly Contact[]>();
  const [searched, setSearched] = useState("");
  const [reason, setReason] = useState("");
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get("text")).trim();
    if (!text) return;
    void task.run(async () => {
      const path = { id: integrationId };
      const { contacts, outcome } = await ask("GET /api/v1/integrations/{id}/search", { path, query: { text } });
      setFound(contacts as unknown as Contact[]);
      setSearched(text);
      setReason(
        outcome.kind === "delivered" || outcome.kind === "nothing-found" ? "" : (outcome.reason ?? outcome.kind),
      );
    });
  };
  const pick = ({ type, id }: Contact) =>
    ask("POST /api/v1/calls/{id}/match", {
      path: { id: callId },
      body: { integration: integrationId, type, contact: id, search: searched },
    });
  return (
    <search>
      <form className="desk-line" onSubmit={search}>
        <label className="desk-grow">
          <span className="db-unseen">{t("desk:searchLabel")}</span>
          <input name="text" type="search" placeholder={t("desk:searchLabel")} autoComplete="off" maxLength={200} />
        </label>
        <button type="submit" className="desk-button" disabled={task.busy}>
          {t("desk:search")}
        </button>
      </form>
      <div aria-live="polite">
        {found?.length === 0 && !reason && <p className="desk-soft">{t("desk:nobodyFound")}</p>}
        {found && found.length > 0 && (
          <ul className="desk-found">
            {found.map((contact) => (
              <Found key={`${contact.type} ${contact.id}`} contact={contact}>
                <button
                  type="button"
                  className="desk-button"
                  disabled={task.busy}
                  onClick={() => void task.run(() => pick(contact))}
                >
                  {t("desk:thisIsIt")}
                </button>
              </Found>
            ))}
          </ul>
        )}
      </div>
      <Fault text={task.fault || reason} />
    </search>
  );
}

function Found({ contact, children }: { readonly contact: Contact; readonly children: ReactNode }) {
  const url = toWebAddress(contact.url);
  const name = contact.name || contact.id;
  return (
    <li>
      {url ? (
        <a href={url} target="_blank" rel="noopener noreferrer">
          {name}
        </a>
      ) : (
        <strong>{name}</strong>
      )}
      <span className="desk-soft">
        {[contact.outputs.Company, contact.email, contact.numbers[0]?.number].filter(Boolean).join(" · ")}
      </span>
      {children}
    </li>
  );
}
