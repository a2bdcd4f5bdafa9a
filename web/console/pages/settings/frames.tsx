import { Button, Group, TagsInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Section } from "../../parts/section.tsx";
import { useFrames } from "./use-settings.ts";

/** Whose pages may show the agent desk in a frame. */
export function Frames() {
  const { t } = useTranslation();
  const { frames, save } = useFrames();
  const [typed, setTyped] = useState<string[]>();
  const origins = typed ?? frames.data ?? [];
  return (
    <Section title={t("settings:frames")} text={t("settings:framesText")}>
      {frames.isError && <ErrorNotice error={frames.error} />}
      <TagsInput
        label={t("settings:origins")}
        placeholder="https://example.zendesk.com"
        value={[...origins]}
        onChange={setTyped}
        acceptValueOnBlur
        maxTags={20}
      />
      {save.isError && <ErrorNotice error={save.error} />}
      <Group>
        <Button
          disabled={typed === undefined}
          loading={save.isPending}
          onClick={() => save.mutate([...origins], { onSuccess: () => setTyped(undefined) })}
        >
          {t("settings:save")}
        </Button>
        {save.isSuccess && typed === undefined && <span role="status">{t("settings:saved")}</span>}
      </Group>
    </Section>
  );
}
