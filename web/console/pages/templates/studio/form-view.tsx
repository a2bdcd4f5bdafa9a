import { Button, Checkbox, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { TemplateModel } from "../use-templates.ts";
import { EditText } from "./edit-text.tsx";
import type { Edit } from "./edits.ts";
import { ScenarioForm } from "./scenario-form.tsx";
import type { Chosen } from "./scenario-tree.tsx";
import styles from "./studio.module.css";

interface Props {
  readonly model: TemplateModel;
  readonly chosen: Chosen | undefined;
  readonly edit: (...edits: Edit[]) => void;
}

/** The document as a form: each field is one place of the text, and nothing else of the text is touched. */
export function FormView({ model, chosen, edit }: Props) {
  const scenario = model.scenarios.find(({ id }) => id === chosen?.scenario);
  return (
    <div className={styles.form}>
      {scenario ? (
        <ScenarioForm scenario={scenario} request={chosen?.request} edit={edit} />
      ) : (
        <WholeForm model={model} edit={edit} />
      )}
    </div>
  );
}

const FLAGS = [
  ["userAssociation", "UserAssociation", "users"],
  ["callJournal", "CallJournal", "journal"],
  ["createContact", "CreateNewContact", "contacts"],
  ["createTicket", "CreateNewTicket", "tickets"],
] as const;
const MISSING = [
  "SyncContactAuto",
  "UserAssociation",
  "SearchContact",
  "CreateNewContact",
  "CreateNewTicket",
  "CallJournal",
] as const;

function WholeForm({ model, edit }: Omit<Props, "chosen">) {
  const { t } = useTranslation();
  const set = (attribute: string) => (value: string) => edit({ kind: "set", place: {}, attribute, value });
  const left = MISSING.filter((id) => !model.scenarios.some((one) => one.id === id));
  return (
    <>
      <div className={styles.pair}>
        <EditText label={t("templates:name")} value={model.name} commit={set("Name")} />
        <EditText label={t("templates:key")} value={model.key} commit={set("Key")} />
        <EditText label={t("templates:form.version")} value={model.version} commit={set("Version")} />
        <EditText
          label={t("templates:form.parallel")}
          value={String(model.maxConcurrentRequests)}
          commit={set("MaxConcurrentRequest")}
        />
        <Select
          label={t("templates:kind")}
          data={(["helpdesk", "crm"] as const).map((value) => ({ value, label: t(`templates:provider.${value}`) }))}
          value={model.provider}
          onChange={(value) => value && set("Provider")(value)}
          allowDeselect={false}
        />
        <Select
          label={t("templates:logIn")}
          data={(["none", "basic", "bearer", "oauth2"] as const).map((value) => ({
            value,
            label: t(`templates:auth.${value}`),
          }))}
          value={model.auth}
          onChange={(value) => value && setAuth(model, value, edit)}
          allowDeselect={false}
        />
      </div>
      <h2>{t("templates:canDo")}</h2>
      {FLAGS.map(([flag, attribute, feature]) => (
        <Checkbox
          key={flag}
          label={t(`templates:feature.${feature}`)}
          checked={model.supports[flag]}
          onChange={(event) => set(attribute)(event.target.checked ? "1" : "0")}
        />
      ))}
      <h2>{t("templates:form.fields")}</h2>
      {model.fields.map((field) => (
        <Field key={field.key} field={field} edit={edit} />
      ))}
      <div>
        <Button size="compact-sm" variant="default" onClick={() => addField(model, edit)}>
          {t("templates:form.addField")}
        </Button>
      </div>
      {left.length > 0 && (
        <Select
          label={t("templates:form.addScenario")}
          placeholder={t("templates:form.choose")}
          data={left.map((value) => ({ value, label: t(`templates:scenario.${value}`) }))}
          value={null}
          onChange={(id) => id && edit({ kind: "add-scenario", id, type: "REST" })}
        />
      )}
    </>
  );
}

function Field({ field, edit }: { readonly field: TemplateModel["fields"][number]; readonly edit: Props["edit"] }) {
  const { t } = useTranslation();
  const place = { field: field.key };
  return (
    <div className={styles.item}>
      <EditText
        label={t("templates:form.fieldTitle", { key: field.key })}
        value={field.title}
        commit={(value) => edit({ kind: "set", place, attribute: "Title", value })}
      />
      <div className={styles.line}>
        <Checkbox
          label={t("templates:form.secret")}
          checked={field.secret}
          onChange={(event) =>
            edit({ kind: "set", place, attribute: "Editor", value: event.target.checked ? "password" : "string" })
          }
        />
        <Button
          size="compact-xs"
          variant="subtle"
          color="red"
          aria-label={`${t("templates:form.remove")}: ${field.key}`}
          onClick={() => edit({ kind: "remove", place })}
        >
          {t("templates:form.remove")}
        </Button>
      </div>
    </div>
  );
}

function setAuth(model: TemplateModel, value: string, edit: Props["edit"]): void {
  const auth = model.scenarios.find(({ id }) => id === "AuthMethod");
  const parameter = auth?.parameters.findIndex(({ name }) => name === "AuthMethod") ?? -1;
  edit(
    { kind: "set", place: {}, attribute: "AuthType", value },
    ...(parameter < 0
      ? []
      : [{ kind: "set", place: { scenario: "AuthMethod", parameter }, attribute: "Value", value } as const]),
  );
}

function addField(model: TemplateModel, edit: Props["edit"]): void {
  let number = model.fields.length + 1;
  while (model.fields.some(({ key }) => key === `field_${number}`)) number++;
  const key = `field_${number}`;
  const has = model.scenarios.some(({ id }) => id === "AuthMethod");
  edit(...(has ? [] : [{ kind: "add-scenario", id: "AuthMethod", type: "AUTH" } as const]), {
    kind: "add-parameter",
    place: { scenario: "AuthMethod" },
    attributes: { Father: "CustomFieldList", Name: key, Editor: "string", Title: key, Key: key },
  });
}
