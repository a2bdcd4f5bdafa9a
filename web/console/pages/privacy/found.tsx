import { Alert, Button, TextInput } from "@mantine/core";
import IconDownload from "@tabler/icons-react/icons/IconDownload";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { download } from "../../../shared/download.ts";
import { useFormat } from "../../../shared/format.ts";
import { Facts } from "../../parts/facts.tsx";
import { FormModal } from "../../parts/form-modal.tsx";
import { Time } from "../../parts/moments.tsx";
import { PhoneNumber } from "../../parts/phone-number.tsx";
import { Section } from "../../parts/section.tsx";
import { CallState, Direction } from "../calls/call-words.tsx";
import styles from "./privacy.module.css";
import type { NumberRecord, useErase } from "./use-privacy.ts";

const SHOWN = 50;

/** What is stored about a number, to be taken away or erased. */
export function Found({
  record,
  erase,
}: {
  readonly record: NumberRecord;
  readonly erase: ReturnType<typeof useErase>;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { number, calls, contacts } = record;
  if (erase.data) {
    return (
      <Alert role="status" color="green" mb="lg" title={t("privacy:erased")}>
        {t("privacy:erasedText", {
          calls: format.number(erase.data.calls),
          contacts: format.number(erase.data.contacts),
        })}
      </Alert>
    );
  }
  const empty = calls.length === 0 && contacts.length === 0;
  const deliveries = calls.flatMap(({ integrations }) => integrations.flatMap((one) => one.deliveries)).length;
  const save = () =>
    download(`${number.replace(/\D/g, "")}.json`, JSON.stringify({ number, calls, contacts }, null, 2));
  return (
    <Section
      title={t("privacy:stored", { number })}
      text={t(empty ? "privacy:nothing" : "privacy:storedText")}
      actions={
        !empty && (
          <>
            <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={save}>
              {t("privacy:export")}
            </Button>
            <Erase number={number} erase={erase} />
          </>
        )
      }
    >
      {!empty && (
        <Facts
          plain
          facts={[
            [t("privacy:calls"), format.number(calls.length)],
            [t("privacy:contacts"), format.number(contacts.length)],
            [t("privacy:notes"), format.number(calls.filter(({ note }) => note).length)],
            [t("privacy:recordings"), format.number(calls.filter(({ call }) => call.recording).length)],
            [t("privacy:deliveries"), format.number(deliveries)],
          ]}
        />
      )}
      {contacts.length > 0 && (
        <>
          <h3 className={styles.heading}>{t("privacy:contacts")}</h3>
          <ul className={styles.list}>
            {contacts.map(({ contact, phonebookId }) => (
              <li key={`${phonebookId} ${contact.type} ${contact.id}`}>
                <strong>{contact.name}</strong>
                <Link to={`/phonebooks/${phonebookId}`}>{t("privacy:openPhonebook")}</Link>
              </li>
            ))}
          </ul>
        </>
      )}
      {calls.length > 0 && (
        <>
          <h3 className={styles.heading}>{t("privacy:calls")}</h3>
          <ul className={styles.list}>
            {calls.slice(0, SHOWN).map(({ call }) => (
              <li key={call.id}>
                <Direction direction={call.direction} />
                <Link to={`/calls/${call.id}`}>
                  <PhoneNumber number={call.externalNumber} />
                </Link>
                <CallState call={call} />
                <Time at={call.startedAt} />
              </li>
            ))}
          </ul>
          {calls.length > SHOWN && <p className={styles.soft}>{t("privacy:more", { count: calls.length - SHOWN })}</p>}
        </>
      )}
    </Section>
  );
}

// Whoever erases types the number once more: there is no way back.
function Erase({ number, erase }: { readonly number: string; readonly erase: ReturnType<typeof useErase> }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const digits = (text: string) => text.replace(/\D/g, "");
  return (
    <FormModal
      color="red"
      label={t("privacy:erase")}
      title={t("privacy:eraseTitle")}
      submit={t("privacy:eraseForGood")}
      act={{ ...erase, mutateAsync: () => erase.mutateAsync(number) }}
      begin={() => setTyped("")}
      ready={digits(typed) !== "" && digits(typed) === digits(number)}
    >
      <p className={styles.text}>{t("privacy:eraseText")}</p>
      <TextInput
        label={t("privacy:typeAgain", { number })}
        type="tel"
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        data-autofocus
      />
    </FormModal>
  );
}
