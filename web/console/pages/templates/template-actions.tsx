import { ActionIcon, Button, Group, Menu, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import IconDots from "@tabler/icons-react/icons/IconDots";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../shared/client/ask.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { useMay } from "../../session/session.ts";
import { download, readXml, type TemplateCard } from "./use-templates.ts";

/** What can be done with a template, behind three dots. */
export function TemplateActions({ template }: { readonly template: TemplateCard }) {
  const { t } = useTranslation();
  const { key, name, integrations } = template;
  const navigate = useNavigate();
  const mayChange = useMay("templates");
  const mayTry = useMay("rehearse");
  const [duplicating, duplicate] = useDisclosure(false);
  const [deleting, remove] = useDisclosure(false);
  const save = useMutation({ mutationFn: async () => download(`${key}.xml`, await readXml(key)) });
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t("templates:actionsOf", { name })}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayTry && (
            <Menu.Item onClick={() => void navigate({ to: "/templates/-/studio", search: { key } })}>
              {t("templates:openStudio")}
            </Menu.Item>
          )}
          <Menu.Item onClick={() => void navigate({ to: "/templates/$key", params: { key } })}>
            {t("templates:showVersions")}
          </Menu.Item>
          <Menu.Item onClick={() => save.mutate()}>{t("templates:download")}</Menu.Item>
          {mayChange && <Menu.Item onClick={duplicate.open}>{t("templates:duplicate")}</Menu.Item>}
          {mayChange && (
            <Menu.Item color="red" disabled={integrations.length > 0} onClick={remove.open}>
              {t("templates:delete")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {duplicating && <DuplicateDialog template={template} close={duplicate.close} />}
      {deleting && <DeleteDialog template={template} close={remove.close} />}
    </>
  );
}

interface DialogProps {
  readonly template: TemplateCard;
  readonly close: () => void;
}

function DuplicateDialog({ template, close }: DialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [key, setKey] = useState(`${template.key}_2`);
  const [name, setName] = useState(template.name);
  const copy = useMutation({
    mutationFn: () =>
      ask("POST /api/v1/templates/{key}/duplicate", { path: { key: template.key }, body: { key, name } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["templates"] });
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    copy.mutate();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t("templates:duplicate")}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t("templates:name")}
            value={name}
            onChange={(event) => setName(event.target.value)}
            required
          />
          <TextInput
            label={t("templates:key")}
            description={t("templates:keyHelp")}
            value={key}
            onChange={(event) => setKey(event.target.value)}
            required
            data-autofocus
          />
          {copy.isError && <ErrorNotice error={copy.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={copy.isPending}>
              {t("templates:duplicate")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function DeleteDialog({ template: { key, name }, close }: DialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => ask("DELETE /api/v1/templates/{key}", { path: { key } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["templates"] });
      close();
    },
  });
  return (
    <Modal opened onClose={close} title={t("templates:delete")} closeButtonProps={{ "aria-label": t("common:close") }}>
      <Stack>
        <Text size="sm">{t("templates:deleteText", { name })}</Text>
        {remove.isError && <ErrorNotice error={remove.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus>
            {t("common:cancel")}
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t("templates:delete")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
