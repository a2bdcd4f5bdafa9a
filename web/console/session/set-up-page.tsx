import { Button, Center, Loader, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../shared/client/ask.ts";
import { ErrorNotice } from "../parts/error-notice.tsx";
import { Entrance } from "./entrance.tsx";
import { leaveLink, takeLink } from "./one-time-link.ts";

/** `/set-up#…`: makes the owner, or lets a person choose a password, by a link that is good once. */
export function SetUpPage({ done }: { readonly done: () => void }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const [link] = useState(takeLink);
  const [values, setValues] = useState({ login: "", name: "", password: "" });
  const target = useQuery({
    queryKey: ["me", "link"],
    queryFn: () => ask("POST /api/v1/set-up/check", { body: { link } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const setUp = useMutation({
    mutationFn: () => {
      const { password, ...names } = values;
      const language = i18n.language === "th" ? ("th" as const) : ("en" as const);
      const isOwner = target.data?.kind === "set-up";
      return ask("POST /api/v1/set-up", {
        body: { link, language, ...(isOwner && names), ...(target.data?.passwords && { password }) },
      });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["me"], exact: true });
      leaveLink();
      done();
    },
  });
  if (target.isPending) {
    return (
      <Entrance title={t("session:welcome")}>
        <Center>
          <Loader />
        </Center>
      </Entrance>
    );
  }
  if (target.isError) {
    return (
      <Entrance title={t("session:linkWorthless")}>
        <ErrorNotice error={target.error} />
        <Button component="a" href="/" variant="default">
          {t("session:toSignIn")}
        </Button>
      </Entrance>
    );
  }
  const { kind, login = "", name = "", passwords, minPassword } = target.data;
  const field = (key: keyof typeof values) => ({
    value: values[key],
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) =>
      setValues((before) => ({ ...before, [key]: currentTarget.value })),
    required: true,
    withAsterisk: false,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setUp.mutate();
  };
  return (
    <Entrance title={t(`session:link.${kind}`, { name })} text={t(`session:linkText.${kind}`)}>
      <form onSubmit={submit}>
        <Stack>
          {kind === "set-up" ? (
            <>
              <TextInput label={t("session:yourName")} autoComplete="name" autoFocus {...field("name")} />
              <TextInput
                label={t("session:login")}
                description={t("session:loginHelp")}
                autoComplete="username"
                {...field("login")}
              />
            </>
          ) : (
            <TextInput label={t("session:login")} value={login} readOnly autoComplete="username" />
          )}
          {passwords && (
            <PasswordInput
              label={t("session:newPassword")}
              description={t("session:passwordHelp", { count: minPassword })}
              autoComplete="new-password"
              minLength={minPassword}
              visibilityToggleButtonProps={{ "aria-label": t("session:showPassword") }}
              {...field("password")}
            />
          )}
          {setUp.isError && <ErrorNotice error={setUp.error} />}
          <Button type="submit" size="md" loading={setUp.isPending}>
            {t("session:begin")}
          </Button>
        </Stack>
      </form>
    </Entrance>
  );
}
