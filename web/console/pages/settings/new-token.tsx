import { Checkbox, Select, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import { FormModal } from "../../parts/form-modal.tsx";
import type { useTokens } from "./use-settings.ts";

const SCOPES = ["read", "agent", "events", "admin"] as const;
type Scope = (typeof SCOPES)[number];

/** Makes a token for a program; each scope says what it allows. */
export function NewToken({ make }: { readonly make: ReturnType<typeof useTokens>["make"] }) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly Scope[]>([]);
  const [connection, setConnection] = useState<string | null>(null);
  const connections = useQuery({
    queryKey: ["connections"],
    queryFn: async () => (await ask("GET /api/v1/connections")).connections,
  });
  const events = connection === null ? "events:write" : `events:write:${connection}`;
  const begin = () => {
    setName("");
    setScopes([]);
    setConnection(null);
  };
  return (
    <FormModal
      label={t("settings:newToken")}
      title={t("settings:newToken")}
      submit={t("settings:makeToken")}
      act={{
        ...make,
        mutateAsync: () => make.mutateAsync({ name, scopes: scopes.map((one) => (one === "events" ? events : one)) }),
      }}
      begin={begin}
      ready={scopes.length > 0}
    >
      <TextInput
        label={t("settings:tokenName")}
        description={t("settings:tokenNameText")}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        required
        withAsterisk={false}
        data-autofocus
      />
      <Checkbox.Group
        label={t("settings:scopes")}
        value={[...scopes]}
        onChange={(chosen) => setScopes(SCOPES.filter((one) => chosen.includes(one)))}
      >
        <Stack gap="xs" mt="xs">
          {SCOPES.map((scope) => (
            <Checkbox
              key={scope}
              value={scope}
              label={t(`settings:scope.${scope}`)}
              description={t(`settings:scopeText.${scope}`)}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      {scopes.includes("events") && (
        <Select
          label={t("settings:eventsOf")}
          placeholder={t("settings:eventsOfAll")}
          clearable
          allowDeselect
          clearButtonProps={{ "aria-label": t("settings:eventsOfAll") }}
          value={connection}
          onChange={setConnection}
          data={(connections.data ?? []).map(({ id, name: title }) => ({ value: id, label: title || id }))}
        />
      )}
    </FormModal>
  );
}
