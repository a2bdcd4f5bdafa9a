import { Button, FileButton } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type DragEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { leaveDraft } from "./draft-text.ts";
import styles from "./templates.module.css";

/** The vendor takes files under 1 MB, and so do we. */
const MAX_BYTES = 1024 * 1024;

/** Takes a template's file, dropped or chosen, into the studio. */
export function Upload() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [over, setOver] = useState(false);
  const read = useMutation({
    mutationFn: async ([file, another]: readonly File[]) => {
      if (!file) return;
      if (another) throw new Error(t("templates:begin.oneAtATime"));
      const { name, size } = file;
      if (size >= MAX_BYTES) throw new Error(t("templates:begin.tooLarge", { name }));
      const xml = await file.text();
      if (!looksLikeXml(xml)) throw new Error(t("templates:begin.notXml", { name }));
      leaveDraft({ xml, name });
      await navigate({ to: "/templates/-/studio" });
    },
  });
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    read.mutate([...event.dataTransfer.files]);
  };
  return (
    <>
      <section
        className={styles.drop}
        data-over={over || undefined}
        aria-label={t("templates:begin.upload")}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <span>{t("templates:begin.drop")}</span>
        <FileButton
          onChange={(file) => file && read.mutate([file])}
          accept=".xml,application/xml,text/xml"
          inputProps={{ "aria-label": t("templates:begin.choose") }}
        >
          {(props) => (
            <Button {...props} variant="default">
              {t("templates:begin.choose")}
            </Button>
          )}
        </FileButton>
      </section>
      {read.isError && <ErrorNotice error={read.error} />}
    </>
  );
}

// Whatever has a tag may be a template that is broken; a picture or an archive is none, and no editor shows it well.
function looksLikeXml(text: string): boolean {
  return text.includes("<") && !text.includes("\0");
}
