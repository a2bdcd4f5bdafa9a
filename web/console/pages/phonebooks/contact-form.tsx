import { Button, CloseButton, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Contact } from "../../../shared/nouns.ts";
import { FormModal } from "../../parts/form-modal.tsx";
import styles from "./phonebooks.module.css";
import { useChanges } from "./use-phonebooks.ts";

const KINDS = [
  "BusinessNumber",
  "BusinessNumber2",
  "BusinessFaxNumber",
  "MobileNumber",
  "MobileNumber2",
  "HomeNumber",
  "HomeNumber2",
  "HomeFaxNumber",
  "OtherNumber",
] as const satisfies readonly Contact["numbers"][number]["kind"][];

interface Draft {
  readonly name: string;
  readonly company: string;
  readonly email: string;
  readonly numbers: readonly { readonly at: number; readonly kind: (typeof KINDS)[number]; readonly number: string }[];
}

/** Writes a contact by hand: a new one, or `contact` anew. */
export function ContactForm({ id, contact }: { readonly id: string; readonly contact?: Contact }) {
  const { t } = useTranslation();
  const { write } = useChanges(id);
  const [draft, setDraft] = useState<Draft>(() => toDraft(contact));
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const { name, company, email } = draft;
  const numbers = draft.numbers.filter(({ number }) => number.trim()).map(({ kind, number }) => ({ kind, number }));
  const change = (at: number, part: Partial<Draft["numbers"][number]>) =>
    set({ numbers: draft.numbers.map((one) => (one.at === at ? { ...one, ...part } : one)) });
  return (
    <FormModal
      {...(contact && { variant: "default", size: "compact-xs" })}
      label={t(contact ? "phonebooks:change" : "phonebooks:add")}
      title={t(contact ? "phonebooks:changeTitle" : "phonebooks:add")}
      submit={t("phonebooks:save")}
      act={{ ...write, mutateAsync: () => write.mutateAsync({ contact, body: { name, company, email, numbers } }) }}
      begin={() => setDraft(toDraft(contact))}
    >
      <TextInput
        label={t("phonebooks:name")}
        value={name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        required
        withAsterisk={false}
        data-autofocus
      />
      <TextInput
        label={t("phonebooks:company")}
        value={company}
        onChange={(event) => set({ company: event.currentTarget.value })}
      />
      <TextInput
        label={t("phonebooks:email")}
        type="email"
        value={email}
        onChange={(event) => set({ email: event.currentTarget.value })}
      />
      {draft.numbers.map(({ at, kind, number }) => (
        <div key={at} className={styles.number}>
          <Select
            label={t("phonebooks:kindOf")}
            value={kind}
            onChange={(value) => change(at, { kind: KINDS.find((one) => one === value) ?? "OtherNumber" })}
            data={KINDS.map((value) => ({ value, label: t(`phonebooks:kind.${value}`) }))}
          />
          <TextInput
            label={t("phonebooks:number")}
            type="tel"
            value={number}
            onChange={(event) => change(at, { number: event.currentTarget.value })}
          />
          <CloseButton
            size="lg"
            aria-label={t("phonebooks:withoutNumber")}
            onClick={() => set({ numbers: draft.numbers.filter((one) => one.at !== at) })}
          />
        </div>
      ))}
      <Button
        variant="subtle"
        onClick={() =>
          set({
            numbers: [...draft.numbers, { at: 1 + (draft.numbers.at(-1)?.at ?? 0), kind: "MobileNumber", number: "" }],
          })
        }
      >
        {t("phonebooks:addNumber")}
      </Button>
    </FormModal>
  );
}

function toDraft(contact: Contact | undefined): Draft {
  if (!contact) {
    return { name: "", company: "", email: "", numbers: [{ at: 0, kind: "BusinessNumber", number: "" }] };
  }
  const { name, email, outputs } = contact;
  return { name, company: outputs.Company ?? "", email, numbers: contact.numbers.map((one, at) => ({ at, ...one })) };
}
