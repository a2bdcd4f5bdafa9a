import { ActionIcon, Button, Select } from "@mantine/core";
import IconX from "@tabler/icons-react/icons/IconX";
import { useTranslation } from "react-i18next";
import type { TemplateModel } from "../use-templates.ts";
import { EditText } from "./edit-text.tsx";
import type { Edit } from "./edits.ts";
import styles from "./studio.module.css";

type Scenario = TemplateModel["scenarios"][number];
type Request = Scenario["requests"][number];
type Parameter = Scenario["parameters"][number];
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

interface Props {
  readonly scenario: Scenario;
  /** Only this one of its requests. */
  readonly request: string | undefined;
  readonly edit: (...edits: Edit[]) => void;
}

/** A scenario: its parameters, and its requests with what they send and what they read from the answer. */
export function ScenarioForm({ scenario, request, edit }: Props) {
  const { t } = useTranslation();
  const { id, parameters, requests } = scenario;
  const shown = request === undefined ? requests : requests.filter(({ name }) => name === request);
  return (
    <>
      <h2>{t(`templates:scenario.${id}`, { defaultValue: id })}</h2>
      {request === undefined && (
        <Parameters place={{ scenario: id }} parameters={parameters} types={["parameter"]} edit={edit} />
      )}
      {shown.map((one) => (
        <RequestForm key={one.name} scenario={id} request={one} edit={edit} />
      ))}
      {request === undefined && id !== "AuthMethod" && (
        <div>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() =>
              edit({
                kind: "add-request",
                scenario: id,
                name: freeName(requests, id),
                method: "GET",
                url: "{{.address}}/",
              })
            }
          >
            {t("templates:form.addRequest")}
          </Button>
        </div>
      )}
    </>
  );
}

function RequestForm({
  scenario,
  request,
  edit,
}: {
  readonly scenario: string;
  readonly request: Request;
  readonly edit: Props["edit"];
}) {
  const { t } = useTranslation();
  const place = { scenario, request: request.name };
  const set = (attribute: string) => (value: string) => edit({ kind: "set", place, attribute, value });
  return (
    <section className={styles.item} aria-label={request.name}>
      <div className={styles.line}>
        <EditText label={t("templates:form.requestName")} value={request.name} commit={set("Name")} />
        <Select
          label={t("templates:form.method")}
          data={[...METHODS]}
          value={request.method}
          onChange={(value) => value && set("Method")(value)}
          allowDeselect={false}
          w={120}
        />
      </div>
      <EditText label={t("templates:form.url")} value={request.url} commit={set("URLFormat")} long />
      <Parameters place={place} parameters={request.parameters} types={["Body", "Header", "Query"]} edit={edit} />
      <h3>{t("templates:form.outputs")}</h3>
      {request.outputs.map(({ name, path, at }, output) => (
        <div key={at} className={styles.line}>
          <EditText
            label={t("templates:form.path", { name })}
            value={path}
            commit={(value) => edit({ kind: "set", place: { ...place, output }, attribute: "Path", value })}
          />
          <Remove name={name} act={() => edit({ kind: "remove", place: { ...place, output } })} />
        </div>
      ))}
      <Select
        placeholder={t("templates:form.addOutput")}
        aria-label={t("templates:form.addOutput")}
        data={OUTPUTS.filter((name) => !request.outputs.some((one) => one.name === name))}
        value={null}
        searchable
        onChange={(name) => name && edit({ kind: "set-output", ...place, name, path: "" })}
      />
      <div>
        <Button
          size="compact-xs"
          variant="subtle"
          color="red"
          aria-label={`${t("templates:form.removeRequest")}: ${request.name}`}
          onClick={() => edit({ kind: "remove", place })}
        >
          {t("templates:form.removeRequest")}
        </Button>
      </div>
    </section>
  );
}

const OUTPUTS = [
  ...["ContactsId", "LeadsId", "AccountsId", "ContactId", "FirstName", "LastName", "Company", "Email"],
  ...["BusinessNumber", "MobileNumber", "HomeNumber", "OtherNumber", "Remark", "CustomValue"],
  ...["UserUniqueId", "TicketId", "JournalId"],
];

interface ParametersProps {
  readonly place: { readonly scenario: string; readonly request?: string };
  readonly parameters: readonly Parameter[];
  /** What can be added; `parameter` = one without a type. */
  readonly types: readonly string[];
  readonly edit: Props["edit"];
}

// What has just been added is named first.
const FRESH = /^name(_\d+)?$/;

function Parameters({ place, parameters, types, edit }: ParametersProps) {
  const { t } = useTranslation();
  const add = (type: string) => {
    const taken = new Set(parameters.map(({ name }) => name));
    let name = type === "Body" ? "Body" : "name";
    for (let number = 2; taken.has(name); number++) name = `name_${number}`;
    const typed = type === "parameter" ? {} : { Type: type };
    edit({ kind: "add-parameter", place, attributes: { ...typed, Name: name, Value: type === "Body" ? "{}" : "" } });
  };
  return (
    <>
      {parameters.map(({ name, value, type, father, at }, parameter) =>
        father === "CustomFieldList" ? null : (
          <div key={at} className={styles.line}>
            {FRESH.test(name) && (
              <EditText
                label={t("templates:form.parameterName")}
                value={name}
                commit={(text) => edit({ kind: "set", place: { ...place, parameter }, attribute: "Name", value: text })}
              />
            )}
            <EditText
              label={[father === "Deskbell" ? father : type, name].filter(Boolean).join(": ")}
              value={value}
              long={type?.toLowerCase() === "body" || value.length > 40}
              commit={(text) => edit({ kind: "set", place: { ...place, parameter }, attribute: "Value", value: text })}
            />
            <Remove name={name} act={() => edit({ kind: "remove", place: { ...place, parameter } })} />
          </div>
        ),
      )}
      <div>
        {types.map((type) => (
          <Button key={type} size="compact-xs" variant="default" me={6} onClick={() => add(type)}>
            {t(`templates:form.add.${type}`)}
          </Button>
        ))}
      </div>
    </>
  );
}

function Remove({ name, act }: { readonly name: string; readonly act: () => void }) {
  const { t } = useTranslation();
  return (
    <ActionIcon
      variant="subtle"
      color="red"
      size="input-sm"
      aria-label={`${t("templates:form.remove")}: ${name}`}
      onClick={act}
    >
      <IconX size={16} aria-hidden />
    </ActionIcon>
  );
}

function freeName(requests: readonly Request[], base: string): string {
  if (!requests.some(({ name }) => name === base)) return base;
  let number = 2;
  while (requests.some(({ name }) => name === `${base}_${number}`)) number++;
  return `${base}_${number}`;
}
