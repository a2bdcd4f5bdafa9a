import { Autocomplete, Button, Checkbox, CloseButton, Select, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import { useExtensions } from "../telephones/use-telephones.ts";
import styles from "./people.module.css";
import { ROLES, type Role } from "./use-people.ts";

/** What is entered of a person. */
export interface PersonDraft {
  readonly name: string;
  readonly login: string;
  readonly roles: readonly Role[];
  readonly extensions: readonly { readonly connectionId: string; readonly number: string }[];
}

export const NOBODY: PersonDraft = { name: "", login: "", roles: ["agent"], extensions: [] };

/** The fields of a person: who they are, what they may do, which telephones are theirs. */
export function PersonFields({
  draft,
  change,
}: {
  readonly draft: PersonDraft;
  readonly change: (draft: PersonDraft) => void;
}) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        label={t("people:name")}
        value={draft.name}
        onChange={(event) => change({ ...draft, name: event.currentTarget.value })}
        required
        withAsterisk={false}
        data-autofocus
      />
      <TextInput
        label={t("people:login")}
        description={t("people:loginText")}
        value={draft.login}
        onChange={(event) => change({ ...draft, login: event.currentTarget.value })}
        autoCapitalize="none"
        spellCheck={false}
        required
        withAsterisk={false}
      />
      <Checkbox.Group
        label={t("people:roles")}
        value={[...draft.roles]}
        onChange={(chosen) => change({ ...draft, roles: ROLES.filter((role) => chosen.includes(role)) })}
      >
        <Stack gap="xs" mt="xs">
          {ROLES.map((role) => (
            <Checkbox
              key={role}
              value={role}
              label={t(`people:role.${role}`)}
              description={t(`people:roleText.${role}`)}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      <Extensions extensions={draft.extensions} change={(extensions) => change({ ...draft, extensions })} />
    </>
  );
}

function Extensions({
  extensions,
  change,
}: {
  readonly extensions: PersonDraft["extensions"];
  readonly change: (extensions: PersonDraft["extensions"]) => void;
}) {
  const { t } = useTranslation();
  const connections = useQuery({
    queryKey: ["connections"],
    queryFn: async () => (await ask("GET /api/v1/connections")).connections,
  });
  const first = connections.data?.[0]?.id ?? "";
  const put = (at: number, part: Partial<PersonDraft["extensions"][number]>) =>
    change(extensions.map((one, here) => (here === at ? { ...one, ...part } : one)));
  return (
    <fieldset className={styles.extensions}>
      <legend>{t("people:extensions")}</legend>
      <p className={styles.soft}>{t("people:extensionsText")}</p>
      {extensions.map(({ connectionId, number }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place in the list is what is edited.
        <div key={at} className={styles.extension}>
          <Select
            label={t("people:connection")}
            value={connectionId}
            onChange={(value) => put(at, { connectionId: value ?? "" })}
            data={(connections.data ?? []).map(({ id, name }) => ({ value: id, label: name || id }))}
          />
          <ExtensionField connectionId={connectionId} number={number} change={(next) => put(at, { number: next })} />
          <CloseButton
            size="lg"
            aria-label={t("people:withoutExtension")}
            onClick={() => change(extensions.filter((_, here) => here !== at))}
          />
        </div>
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        disabled={first === ""}
        onClick={() => change([...extensions, { connectionId: first, number: "" }])}
      >
        {t("people:addExtension")}
      </Button>
    </fieldset>
  );
}

/** An extension of a PBX: those that are known are offered; another is taken, with a word about it. */
function ExtensionField({
  connectionId,
  number,
  change,
}: {
  readonly connectionId: string;
  readonly number: string;
  readonly change: (number: string) => void;
}) {
  const { t } = useTranslation();
  const known = useExtensions(connectionId).data ?? [];
  const isStrange = number !== "" && known.length > 0 && !known.some((one) => one.number === number);
  const nameOf = (value: string) => known.find((one) => one.number === value)?.name;
  return (
    <Autocomplete
      label={t("people:extension")}
      value={number}
      onChange={change}
      data={known.map((one) => one.number)}
      renderOption={({ option }) => [option.value, nameOf(option.value)].filter(Boolean).join(" · ")}
      description={isStrange && t("people:strangeExtension")}
      inputWrapperOrder={["label", "input", "description", "error"]}
      required
      withAsterisk={false}
    />
  );
}
