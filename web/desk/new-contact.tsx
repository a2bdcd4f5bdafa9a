import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../shared/client/ask.ts";
import type { Delivery } from "../shared/nouns.ts";
import { useServerWords } from "../shared/said.tsx";
import type { DeskCall } from "./desk-state.ts";
import { Fault } from "./fault.tsx";
import type { DeskIntegration } from "./use-set-up.ts";
import { useTask } from "./use-task.ts";

const NUMBERS = new Set(["BusinessNumber", "Phone", "Number", "ContactNumber", "CallerNumber"]);
type Field = DeskIntegration["newContact"][number];

/** Creates the contact of an unknown caller; the fields are those that the helpdesk's template tells it of. */
export function NewContact({ of, integration }: { readonly of: DeskCall; readonly integration: DeskIntegration }) {
  const { t, i18n } = useTranslation();
  const say = useServerWords();
  const task = useTask();
  const [open, setOpen] = useState(false);
  const { call, creation } = of;
  if (creation && creation.state !== "dead" && creation.state !== "cancelled") {
    return <p role="status">{t(creation.state === "held" ? "desk:creationHeld" : "desk:creating")}</p>;
  }
  const failed = creation && (
    <p role="alert" className="desk-fault">
      {t("desk:notCreated", { reason: say(creation.note ?? creation.state) })}
    </p>
  );
  if (!open) {
    return (
      <>
        {failed}
        <button type="button" className="desk-button" onClick={() => setOpen(true)}>
          {t(failed ? "desk:createAgain" : "desk:create")}
        </button>
      </>
    );
  }
  const create = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const typed = integration.newContact.map((one) => [one, String(form.get(one.name) ?? "").trim()] as const);
    const name = typed.find(([{ name }]) => name === "DisplayName")?.[1];
    const values = typed.flatMap(([field, value]) =>
      field.name === "DisplayName" || (value === "" && field.name === typed[0]?.[0].name)
        ? []
        : field.variables.map((one) => [one, value] as const),
    );
    const order = () =>
      ask("POST /api/v1/calls/{id}/contacts", {
        path: { id: call.id },
        body: { integration: integration.id, ...(name && { name }), values: Object.fromEntries(values) },
      });
    // Closed, so that a failure is seen beside what was tried.
    void task.run(order).then((ordered) => ordered && setOpen(false));
  };
  const tried = triedValues(creation?.action);
  const initial = ({ name }: Field) =>
    tried[name] ??
    (NUMBERS.has(name) ? call.externalNumber : name === "DisplayName" || name === "LastName" ? call.externalName : "");
  const label = ({ name }: Field) =>
    NUMBERS.has(name) ? t("desk:field.Number") : i18n.exists(`desk:field.${name}`) ? t(`desk:field.${name}`) : name;
  return (
    <form className="desk-form" onSubmit={create}>
      {failed}
      {integration.newContact.map((field, index) => (
        <label key={field.name}>
          {label(field)}
          <input
            name={field.name}
            defaultValue={initial(field)}
            type={field.name === "Email" ? "email" : "text"}
            inputMode={/Number$|^Phone$/.test(field.name) ? "tel" : undefined}
            maxLength={field.name === "DisplayName" ? 200 : 1000}
            // biome-ignore lint/a11y/noAutofocus: the form comes by a click, and this is where one goes on
            autoFocus={index === 0}
            autoComplete="off"
          />
        </label>
      ))}
      <Fault text={task.fault} />
      <div className="desk-line">
        <button type="submit" className="desk-button desk-first" disabled={task.busy}>
          {t("desk:createNow", { helpdesk: integration.name })}
        </button>
        <button type="button" className="desk-button" onClick={() => setOpen(false)}>
          {t("common:cancel")}
        </button>
      </div>
    </form>
  );
}

// What the agent typed before need not be typed anew.
function triedValues(action: Delivery["action"] | undefined): Readonly<Record<string, string>> {
  if (action?.kind !== "create-contact") return {};
  return { ...(action.name !== undefined && { DisplayName: action.name }), ...action.values };
}
