import { useTranslation } from "react-i18next";
import { ask } from "../shared/client/ask.ts";
import type { Contact } from "../shared/nouns.ts";
import { Fault } from "./fault.tsx";
import { useTask } from "./use-task.ts";

/** Several contacts with one number: a click says which of them it is, and that is remembered. */
export function ContactChoice(props: {
  readonly callId: string;
  readonly integrationId: string;
  readonly contacts: readonly Contact[];
}) {
  const { t } = useTranslation();
  const task = useTask();
  const { callId, integrationId, contacts } = props;
  const pick = ({ type, id }: Contact) =>
    task.run(() =>
      ask("POST /api/v1/calls/{id}/match", {
        path: { id: callId },
        body: { integration: integrationId, type, contact: id },
      }),
    );
  return (
    <>
      <ul className="desk-choice">
        {contacts.map((contact) => (
          <li key={`${contact.type} ${contact.id}`}>
            <button type="button" disabled={task.busy} onClick={() => void pick(contact)}>
              <strong>{contact.name || contact.id}</strong>
              <span className="desk-soft">
                {[t(`desk:type.${contact.type}`), contact.outputs.Company, contact.email].filter(Boolean).join(" · ")}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Fault text={task.fault} />
    </>
  );
}
