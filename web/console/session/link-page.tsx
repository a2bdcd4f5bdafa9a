import { Center, Loader } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorNotice } from "../parts/error-notice.tsx";
import { Entrance } from "./entrance.tsx";
import { leaveLink, takeLink } from "./one-time-link.ts";
import { useSignIn } from "./session.ts";

/** `/sign-in#…`: signs in by a link that is good once. */
export function LinkPage({ done }: { readonly done: () => void }) {
  const { t } = useTranslation();
  const [link] = useState(takeLink);
  const { mutateAsync, error } = useSignIn();
  useEffect(() => {
    const leave = () => {
      leaveLink();
      done();
    };
    if (link === "") leave();
    // A refusal is told below.
    else used.get(link, () => mutateAsync({ kind: "link", link })).then(leave, () => undefined);
  }, [link, mutateAsync, done]);
  return (
    <Entrance title={t("session:welcome")}>
      {error ? (
        <ErrorNotice error={error} />
      ) : (
        <Center>
          <Loader />
        </Center>
      )}
    </Entrance>
  );
}

/** A link is good once, and React may run an effect twice. */
const used = {
  runs: new Map<string, Promise<unknown>>(),
  get(link: string, run: () => Promise<unknown>): Promise<unknown> {
    const known = this.runs.get(link);
    if (known) return known;
    const made = run();
    this.runs.set(link, made);
    return made;
  },
};
